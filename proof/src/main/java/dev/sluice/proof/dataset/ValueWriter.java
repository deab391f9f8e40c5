package dev.sluice.proof.dataset;

import static dev.sluice.proof.dataset.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import redis.clients.jedis.Protocol.Command;

/** Writes values of each shape under a key. */
final class ValueWriter {
    private static final int SMALL = 8;
    private static final int LONG_STRING_BYTES = 3_000;
    private static final int ARGUMENTS_AT_ONCE = 500;

    private final Commands commands;
    private final SplittableRandom random;

    ValueWriter(Commands commands, SplittableRandom random) {
        this.commands = commands;
        this.random = random;
    }

    void write(byte[] key, Shape shape) {
        switch (shape) {
            case SHORT_STRING -> commands.write(Command.SET, key, text(4 + random.nextInt(60)));
            case INTEGER -> commands.write(Command.SET, key, bytes(random.nextLong()));
            case LONG_STRING -> commands.write(Command.SET, key, text(500 + random.nextInt(LONG_STRING_BYTES)));
            case EMPTY_STRING -> commands.write(Command.SET, key, bytes(""));
            case BINARY -> commands.write(Command.SET, key, binary(1 + random.nextInt(200)));
            case BITMAP -> bitmap(key);
            case HYPERLOGLOG -> collection(key, Shape.HYPERLOGLOG, 1 + random.nextInt(100));
            case ONE_ELEMENT -> collection(key, Shape.LIST, 1);
            case STREAM -> stream(key, 1 + random.nextInt(SMALL));
            default -> collection(key, shape, 1 + random.nextInt(SMALL));
        }
    }

    /** A collection of a given size: a list, a set, a set of integers, a sorted set, a hash or a HyperLogLog. */
    void collection(byte[] key, Shape shape, int elements) {
        for (int done = 0; done < elements; done += ARGUMENTS_AT_ONCE) {
            List<byte[]> arguments = new ArrayList<>();
            arguments.add(key);
            for (int i = done; i < Math.min(elements, done + ARGUMENTS_AT_ONCE); i++) {
                addElement(arguments, shape, i);
            }
            commands.write(command(shape), arguments.toArray(byte[][]::new));
        }
    }

    private void addElement(List<byte[]> arguments, Shape shape, int i) {
        switch (shape) {
            case INTEGER_SET -> arguments.add(bytes(random.nextInt()));
            case SORTED_SET -> {
                arguments.add(bytes(Double.toString(random.nextInt(1_000) / 8.0)));
                arguments.add(bytes("m" + i));
            }
            case HASH -> {
                arguments.add(bytes("f" + i));
                arguments.add(text(random.nextInt(40)));
            }
            default -> arguments.add(bytes("e" + i + "-" + random.nextInt()));
        }
    }

    private static Command command(Shape shape) {
        return switch (shape) {
            case LIST -> Command.RPUSH;
            case SET, INTEGER_SET -> Command.SADD;
            case SORTED_SET -> Command.ZADD;
            case HASH -> Command.HSET;
            case HYPERLOGLOG -> Command.PFADD;
            default -> throw new IllegalArgumentException("not a collection: " + shape);
        };
    }

    /** A stream with two groups: one behind with entries pending for two consumers, one at the end. */
    void stream(byte[] key, int entries) {
        for (int i = 1; i <= entries; i++) {
            commands.write(Command.XADD, key, bytes(i + "-1"), bytes("f"), text(random.nextInt(30)));
        }
        commands.write(Command.XDEL, key, bytes("1-1"));
        commands.write(Command.XGROUP, bytes("CREATE"), key, bytes("behind"), bytes("0"));
        commands.write(Command.XGROUP, bytes("CREATE"), key, bytes("done"), bytes("$"));
        for (String consumer : new String[] {"alice", "bob"}) {
            commands.write(
                    Command.XREADGROUP,
                    bytes("GROUP"),
                    bytes("behind"),
                    bytes(consumer),
                    bytes("COUNT"),
                    bytes(2),
                    bytes("STREAMS"),
                    key,
                    bytes(">"));
        }
        commands.write(Command.XACK, key, bytes("behind"), bytes("2-1"));
    }

    private void bitmap(byte[] key) {
        for (int i = 0; i < 3; i++) {
            commands.write(Command.SETBIT, key, bytes(random.nextInt(4_000)), bytes(1));
        }
    }

    private byte[] text(int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(26));
        }
        return text;
    }

    private byte[] binary(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
