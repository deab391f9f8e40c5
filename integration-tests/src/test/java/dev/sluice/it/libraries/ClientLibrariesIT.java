package dev.sluice.it.libraries;

import dev.sluice.it.Servers;
import dev.sluice.it.cutover.Rig;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unmodified client libraries cannot tell Sluice from the server behind it. */
class ClientLibrariesIT {
    static Stream<Arguments> libraries() {
        return Stream.of("auto", "dedicated")
                .flatMap(lanes -> Stream.of(
                        Arguments.of("Jedis", lanes, new JedisProgram()),
                        Arguments.of("Lettuce", lanes, new LettuceProgram()),
                        Arguments.of("valkey-java", lanes, new ValkeyJavaProgram()),
                        Arguments.of("Redisson", lanes, new RedissonProgram())));
    }

    @ParameterizedTest(name = "{0}, lanes = {1}")
    @MethodSource("libraries")
    void shouldServeALibraryAsTheServerDoes(String library, String lanes, ClientProgram program) throws Exception {
        try (Rig rig = Rig.of(Servers.valkey80(), Servers.valkey80())
                .with("sluice.lanes", lanes)
                .start()) {
            program.run("127.0.0.1", rig.clients().port());
        }
    }
}
