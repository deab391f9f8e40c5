package dev.sluice.proof.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Digests of replies. Every part goes in with its kind and length, so that no two trees of parts look alike. */
final class ValueDigest {
    private final MessageDigest sha;

    ValueDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param parts replies: bytes, integers, null, lists of these */
    KeyImage.Digest of(List<? extends @Nullable Object> parts) {
        sha.reset();
        parts.forEach(this::add);
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        return new KeyImage.Digest(digest.getLong(), digest.getLong());
    }

    private void add(@Nullable Object part) {
        if (part == null) {
            header('_', 0);
        } else if (part instanceof byte[] bytes) {
            header('$', bytes.length);
            sha.update(bytes);
        } else if (part instanceof Long number) {
            header(':', number);
        } else if (part instanceof String text) {
            add(text.getBytes(StandardCharsets.UTF_8));
        } else if (part instanceof List<?> list) {
            header('*', list.size());
            list.forEach(this::add);
        } else {
            throw new IllegalArgumentException(
                    "no digest of a " + part.getClass().getName());
        }
    }

    private void header(char kind, long size) {
        sha.update(ByteBuffer.allocate(9).put((byte) kind).putLong(size).flip());
    }

    /** The elements in an order of their own, for replies whose order means nothing. */
    static List<byte[]> sorted(List<byte[]> elements) {
        return elements.stream().sorted(Arrays::compareUnsigned).toList();
    }

    /** Pairs (field and value) in the order of their first. */
    static List<List<byte[]>> sortedPairs(List<byte[]> flat) {
        return pairs(flat).stream()
                .sorted((a, b) -> Arrays.compareUnsigned(a.get(0), b.get(0)))
                .toList();
    }

    static List<List<byte[]>> pairs(List<byte[]> flat) {
        return IntStream.range(0, flat.size() / 2)
                .mapToObj(i -> List.of(flat.get(2 * i), flat.get(2 * i + 1)))
                .toList();
    }

    /** A reply that is a map written flat, by its names. */
    static Map<String, Object> map(List<Object> flat) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            map.put(new String((byte[]) flat.get(i), StandardCharsets.UTF_8), flat.get(i + 1));
        }
        return map;
    }
}
