package dev.sluice.proof.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * All operations of one client in the order in which it sent them, kept in arrays: some forty bytes each. Written by the
 * client's thread alone; read by others once that has ended.
 */
public final class ClientHistory {
    private static final int FIRST_CAPACITY = 1024;

    private final int client;
    private final int database;
    private final boolean bypass;

    private int size;
    private Kind[] kinds = new Kind[FIRST_CAPACITY];
    private Outcome[] outcomes = new Outcome[FIRST_CAPACITY];
    private long[] sequences = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];
    private long[] sent = new long[FIRST_CAPACITY];
    private long[] replied = new long[FIRST_CAPACITY];

    /**
     * @param client names its keys, see {@link FactKeys}
     * @param bypass whether it writes straight to the source
     */
    public ClientHistory(int client, int database, boolean bypass) {
        this.client = client;
        this.database = database;
        this.bypass = bypass;
    }

    public int client() {
        return client;
    }

    public int database() {
        return database;
    }

    public boolean isBypass() {
        return bypass;
    }

    public void add(Operation operation) {
        if (size == kinds.length) {
            grow(size * 2);
        }
        kinds[size] = operation.kind();
        outcomes[size] = operation.outcome();
        sequences[size] = operation.sequence();
        values[size] = operation.value();
        sent[size] = operation.sentNanos();
        replied[size] = operation.repliedNanos();
        size++;
    }

    public int size() {
        return size;
    }

    public Operation get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return new Operation(
                kinds[index], sequences[index], values[index], outcomes[index], sent[index], replied[index]);
    }

    public void forEach(Consumer<Operation> reader) {
        for (int i = 0; i < size; i++) {
            reader.accept(get(i));
        }
    }

    public List<Operation> of(Kind kind) {
        List<Operation> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (kinds[i] == kind) {
                found.add(get(i));
            }
        }
        return found;
    }

    private void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        outcomes = Arrays.copyOf(outcomes, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        values = Arrays.copyOf(values, capacity);
        sent = Arrays.copyOf(sent, capacity);
        replied = Arrays.copyOf(replied, capacity);
    }
}
