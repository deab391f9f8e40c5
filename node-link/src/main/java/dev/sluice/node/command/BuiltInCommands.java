package dev.sluice.node.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the built-in table, {@code commands.txt} beside this class. */
final class BuiltInCommands {
    private static final String FILE = "commands.txt";

    private BuiltInCommands() {}

    static List<CommandEntry> read() {
        try (InputStream in = Objects.requireNonNull(BuiltInCommands.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(BuiltInCommands::entry)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandEntry entry(String line) {
        String[] field = line.split(" ", -1);
        int major = Integer.parseInt(field[1].substring(0, field[1].indexOf('.')));
        return new CommandEntry(
                field[0],
                major,
                Integer.parseInt(field[2]),
                CommandFlag.among(List.of(field[3].split(",", -1))),
                Integer.parseInt(field[4]),
                Integer.parseInt(field[5]),
                Integer.parseInt(field[6]));
    }
}
