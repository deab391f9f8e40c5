package dev.sluice.it.transparency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Arguments. Few keys of each type, so that commands meet each other's data; members and fields stay short, so that hashes
 * and sorted sets keep the encodings whose order does not depend on a server's random hash seed.
 */
final class Words {
    private static final List<String> TYPES =
            List.of("str", "hash", "list", "set", "ints", "zset", "stream", "bits", "hll", "geo");
    private static final int KEYS_OF_A_TYPE = 2;
    private static final int WRONG_TYPE_PERCENT = 7;

    static final List<List<String>> SCRIPTS = List.of(
            List.of("return redis.call('SET',KEYS[1],ARGV[1])", "1", "str:1", "by script"),
            List.of("return redis.call('GET',KEYS[1])", "1", "str:1"),
            List.of("return {1,'two',{3,4.5},false,true}", "0"),
            List.of("return redis.error_reply('MY own error')", "0"),
            List.of("return redis.status_reply('FINE')", "0"),
            List.of("return redis.call('LRANGE',KEYS[1],0,-1)", "1", "list:1"),
            List.of("redis.setresp(3) return redis.call('HGETALL',KEYS[1])", "1", "hash:1"),
            List.of("return redis.call('PUBLISH',ARGV[1],ARGV[2])", "0", "ch:1", "from a script"),
            List.of("redis.call('RPUSH',KEYS[1],ARGV[1]) return redis.call('LLEN',KEYS[1])", "1", "list:2", "pushed"),
            List.of("redis.call('SELECT',1) return redis.call('SET',KEYS[1],'db')", "1", "str:2"),
            List.of("return redis.call('NOSUCH')", "0"),
            List.of("return redis.pcall('INCR',KEYS[1])", "1", "list:1"),
            List.of("return redis.call('BLPOP',KEYS[1],0)", "1", "list:none"),
            List.of("this is not lua", "0"),
            List.of("return ARGV[1]", "-1", "x"),
            List.of("return string.rep('x', 70000)", "0"));

    private static final String LIBRARY = "#!lua name=lib1\n"
            + "redis.register_function('f1', function(keys, args) return redis.call('SET', keys[1], args[1]) end)\n"
            + "redis.register_function{function_name='f2', flags={'no-writes'},"
            + " callback=function(keys) return redis.call('GET', keys[1]) end}";

    /** What DUMP of Redis 6.2 tells of the string {@code sluice}: every newer server restores it. */
    private static final String DUMP =
            new String(HexFormat.of().parseHex("0006736c756963650900df1483dfbdae3d9b"), StandardCharsets.ISO_8859_1);

    private final SplittableRandom random;
    private final int connections;

    Words(SplittableRandom random, int connections) {
        this.random = random;
        this.connections = connections;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What a token of a template stands for. */
    void addTo(List<String> out, String token) {
        if (!token.startsWith("<")) {
            out.add(of(List.of(token.split("\\|", -1))));
            return;
        }
        String name = token.substring(1, token.length() - 1);
        switch (name) {
            case "place" ->
                out.addAll(of(List.of(
                        List.of("13.361389", "38.115556", "palermo"),
                        List.of("15.087269", "37.502669", "catania"),
                        List.of("13.404954", "52.520008", "berlin"),
                        List.of("200", "0", "nowhere"))));
            case "script" -> out.addAll(of(SCRIPTS));
            case "sha" -> {
                List<String> script = of(SCRIPTS);
                out.add(sha1(script.get(0)));
                out.addAll(script.subList(1, script.size()));
            }
            default -> out.add(word(name));
        }
    }

    private String word(String name) {
        if (name.equals("any") || TYPES.contains(name)) {
            return key(name);
        }
        return switch (name) {
            case "val" -> value();
            case "big" -> percent(10) ? "0123456789".repeat(7000) : value();
            case "short", "member", "city", "field", "name", "bad", "channel", "group", "consumer" -> text(name);
            case "body" -> of(SCRIPTS).get(0);
            case "sha1" -> sha1(of(SCRIPTS).get(0));
            case "library" -> percent(85) ? LIBRARY : "#!lua name=broken\nnot lua";
            case "dump" -> DUMP;
            case "client" -> Command.clientId(below(connections));
            default -> number(name);
        };
    }

    String key(String type) {
        String of = type.equals("any") || percent(WRONG_TYPE_PERCENT) ? of(TYPES) : type;
        return of + ":" + (1 + below(KEYS_OF_A_TYPE));
    }

    private String value() {
        return switch (below(8)) {
            case 0 -> "";
            case 1 -> "\0\u00ff\r\n\u0080";
            case 2 -> "x".repeat(100 + below(200));
            case 3, 4 -> Integer.toString(below(100));
            default -> "v" + below(6);
        };
    }

    private String text(String name) {
        return switch (name) {
            case "short" -> percent(20) ? Integer.toString(below(50)) : "s" + below(9);
            case "member" -> "m" + below(8);
            case "city" -> of(List.of("palermo", "catania", "berlin", "atlantis"));
            case "name" -> "name" + below(3);
            case "bad" -> "bad name";
            case "channel" -> channel();
            default -> name.charAt(0) + Integer.toString(below(name.equals("field") ? 5 : 2));
        };
    }

    String channel() {
        return of(List.of("ch:1", "ch:2", "news"));
    }

    private String number(String name) {
        return switch (name) {
            case "int" -> percent(6) ? "9223372036854775807" : Integer.toString(below(40) - 10);
            case "float", "score" -> of(List.of("1", "2", "3", "4", "0.5", "-2.25", "1e3", "inf"));
            case "index" -> Integer.toString(below(8) - 4);
            case "rank" -> of(List.of("1", "2", "-1", "0"));
            case "count" -> Integer.toString(1 + below(3));
            case "offset" -> Integer.toString(below(300));
            case "bit" -> Integer.toString(below(200));
            case "ttl" -> of(List.of("1000000", "2000000", "-1", "x"));
            case "min" -> of(List.of("-inf", "1", "(1"));
            case "max" -> of(List.of("+inf", "3", "(3", "x"));
            case "lexmin" -> of(List.of("-", "[m2", "(m1"));
            case "lexmax" -> of(List.of("+", "[m5", "(m7", "m"));
            case "db" -> of(List.of("0", "1", "2", "77"));
            case "id" -> percent(80) ? (1 + below(60)) + "-" + below(3) : of(List.of("0-0", "x", "500-1"));
            // Seconds. It ends by itself, and the step with it.
            case "timeout" -> of(List.of("0.005", "0.01"));
            case "blockms" -> of(List.of("3", "5"));
            default -> throw new IllegalArgumentException("no such word: <" + name + ">");
        };
    }

    /** What comes to hand, for commands whose form is not known. */
    String anything() {
        return switch (below(4)) {
            case 0 -> key("any");
            case 1 -> text("short");
            case 2 -> Integer.toString(below(20));
            default -> of(List.of("*", "0", "-1", "GET", "COUNT", "x"));
        };
    }

    static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
