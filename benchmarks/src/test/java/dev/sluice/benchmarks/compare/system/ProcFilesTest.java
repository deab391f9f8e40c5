package dev.sluice.benchmarks.compare.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
    private static final String REST = " 1 1 0 -1 4194560 100 0 0 0 250 30 7 9 20 0 3 0 12345 100 200";

    @Test
    void shouldAddUserAndSystemTime() {
        assertThat(ProcStat.cpuMicros("42 (redis-server) S 1" + REST)).isEqualTo(2_800_000);
    }

    @Test
    void shouldNotBeMisledByTheNameOfTheCommand() {
        assertThat(ProcStat.cpuMicros("42 (a) S 1 (b) 7) S 1" + REST)).isEqualTo(2_800_000);
    }

    @Test
    void shouldRefuseWhatIsNoStatLine() {
        assertThatThrownBy(() -> ProcStat.cpuMicros("42 (short) S 1"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("42 (short)");
        assertThatThrownBy(() -> ProcStat.cpuMicros("")).isInstanceOf(BenchmarkException.class);
    }

    @Test
    void shouldReadMemoryInKilobytes() {
        List<String> status = List.of("Name:\tredis", "VmHWM:\t   13000 kB", "VmRSS:\t   12536 kB");

        assertThat(ProcStatus.kilobytes(status, "VmRSS")).isEqualTo(12_536);
        assertThat(ProcStatus.kilobytes(status, "VmHWM")).isEqualTo(13_000);
        assertThatThrownBy(() -> ProcStatus.kilobytes(status, "VmSwap")).hasMessageContaining("VmSwap");
    }

    @Test
    void shouldReadTheSoftLimitOfOpenFiles() {
        String line = "Max open files            %s                20000                files     ";

        assertThat(Machine.openFiles(List.of("Limit", line.formatted("1024")))).isEqualTo(1024);
        assertThat(Machine.openFiles(List.of(line.formatted("unlimited")))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void shouldCountThisProcess() {
        long self = ProcessHandle.current().pid();

        assertThat(Processes.residentKb(self)).isPositive();
        assertThat(Processes.peakKb(self)).isPositive();
        assertThat(Processes.cpuMicros(self)).isPositive();
    }
}
