package dev.sluice.benchmarks.compare.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the figures depend on beside the programs.
 *
 * @param load the average number of running processes over the minute before the start
 * @param openFiles the most that a process may have open
 */
public record Machine(
        String cpu, int processors, String kernel, String java, String congestionControl, double load, int openFiles) {
    private static final Pattern OPEN_FILES = Pattern.compile("^Max open files\\s+(\\S+)");

    public static Machine here() {
        return new Machine(
                after(lines("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                first(lines("/proc/sys/net/ipv4/tcp_congestion_control")),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                openFiles(lines("/proc/self/limits")));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d x %s, %s, %s, TCP %s, load average %.1f",
                processors,
                cpu,
                kernel,
                java,
                congestionControl,
                load);
    }

    /** The soft limit of open files, of the lines of {@code /proc/PID/limits}. */
    static int openFiles(List<String> limits) {
        for (String line : limits) {
            Matcher matcher = OPEN_FILES.matcher(line);
            if (matcher.find()) {
                String soft = matcher.group(1);
                return "unlimited".equals(soft) ? Integer.MAX_VALUE : Integer.parseInt(soft);
            }
        }
        return 1024;
    }

    private static String after(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "unknown" : lines.get(0);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            // Not on this kernel: the report says "unknown".
            return List.of();
        }
    }
}
