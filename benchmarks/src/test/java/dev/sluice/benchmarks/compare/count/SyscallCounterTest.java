package dev.sluice.benchmarks.compare.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyscallCounterTest {
    @Test
    void shouldReadTheSummaryOfStrace() {
        SyscallCounts counts = StraceCounter.parse("""
                strace: Process 26552 attached with 5 threads
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 20.86    0.004341           4      1081           read
                 53.19    0.011069          11      1001        12 write
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.020812           7      2082        12 total
                """);

        assertThat(counts.total()).isEqualTo(2_082);
        assertThat(counts.byName()).containsExactly(Map.entry("read", 1_081L), Map.entry("write", 1_001L));
    }

    @Test
    void shouldReadTheLinesOfPerf() {
        SyscallCounts counts = PerfCounter.parse("""
                counting
                43517,,raw_syscalls:sys_enter,200218478,100.00,,
                0,,syscalls:sys_enter_futex,200218478,100.00,,
                20001,,syscalls:sys_enter_write,200218478,100.00,,
                20061,,syscalls:sys_enter_read,200218478,100.00,,
                """);

        assertThat(counts.total()).isEqualTo(43_517);
        assertThat(counts.byName()).containsExactly(Map.entry("read", 20_061L), Map.entry("write", 20_001L));
    }

    @Test
    void shouldTellWhatWasSaidInPlaceOfCounts() {
        assertThatThrownBy(() -> PerfCounter.parse("No permission to enable raw_syscalls:sys_enter event."))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("No permission");
        assertThatThrownBy(() -> StraceCounter.parse("attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("not permitted");
    }
}
