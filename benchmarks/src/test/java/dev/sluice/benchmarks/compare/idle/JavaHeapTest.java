package dev.sluice.benchmarks.compare.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaHeapTest {
    @Test
    void shouldReadWhatIsUsed() {
        assertThat(JavaHeap.usedKb("""
                        4711:
                         garbage-first heap   total 65536K, used 12345K [0x0000000500000000, 0x0000000700000000)
                          region size 4096K, 2 young (8192K), 1 survivors (4096K)
                        """)).hasValue(12_345);
    }

    @Test
    void shouldKnowThatItIsNoJvm() {
        assertThat(JavaHeap.usedKb("4711:\nUnable to open socket file")).isEmpty();
    }
}
