package dev.zstandby.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.zstandby.postgres.AutoConfLine.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@code postgresql.auto.conf}: what {@code ALTER SYSTEM} wrote, which wins over postgresql.conf and, lying in the data
 * directory, is part of every image of a cluster. Lines that nobody changes keep their exact bytes, in whatever encoding.
 */
public record AutoConf(List<AutoConfLine> lines) {
    public static final AutoConf EMPTY = new AutoConf(List.of());

    public AutoConf {
        lines = List.copyOf(lines);
    }

    /** Reads the file's bytes; fails on a line with which PostgreSQL would refuse to start. */
    public static AutoConf parse(byte[] file) {
        // One char per byte: the file may hold any server encoding, and octal escapes make any byte.
        var text = new String(file, ISO_8859_1);
        if (text.isEmpty()) {
            return EMPTY;
        }
        var lines = new ArrayList<AutoConfLine>();
        for (var line :
                Arrays.asList((text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1))) {
            lines.add(AutoConfLine.parse(line, lines.size() + 1));
        }
        return new AutoConf(lines);
    }

    public byte[] bytes() {
        return lines.stream().map(line -> line.text() + "\n").collect(joining()).getBytes(ISO_8859_1);
    }

    /** A setting's value without its quoting; the file's last line for a name wins, as in PostgreSQL. */
    public Optional<String> value(String name) {
        return settings()
                .filter(setting -> setting.name().equalsIgnoreCase(name))
                .reduce((earlier, later) -> later)
                .map(setting -> new String(setting.value().getBytes(ISO_8859_1), UTF_8));
    }

    /** This file with one line for a setting, at its end. */
    public AutoConf with(String name, String value) {
        var latin = new String(value.getBytes(UTF_8), ISO_8859_1);
        return without(name::equalsIgnoreCase).plus(List.of(Setting.of(name, latin)));
    }

    AutoConf without(Predicate<String> names) {
        return new AutoConf(lines.stream()
                .filter(line -> !(line instanceof Setting setting && names.test(setting.name())))
                .toList());
    }

    /**
     * The file that a standby made from an image starts with: what belongs to the node ({@link NodeSettings}) from the
     * standby's own file, everything else from the image but not too low for a standby, and the connection to the primary.
     * Applied to its own result it changes nothing.
     *
     * @param image what the received data directory holds: the primary's, or the result of an earlier call
     * @param own what the standby ran with until now; {@link #EMPTY} when it is new
     * @param connection {@code primary_conninfo}, {@code primary_slot_name} and the like
     * @param atLeast whole numbers, such as {@link RequiredSettings#byName()}; a higher number in the image stays
     */
    public static AutoConf forStandby(
            AutoConf image, AutoConf own, Map<String, String> connection, Map<String, String> atLeast) {
        var result = image.without(NodeSettings::contains);
        // Before the parts that are put at the end anew each time, so that a second time finds everything in its place.
        for (var setting : atLeast.entrySet()) {
            result = result.raised(setting.getKey(), setting.getValue());
        }
        result = result.plus(own.settings()
                .filter(setting -> NodeSettings.taken(setting.name()))
                .toList());
        for (var setting : connection.entrySet()) {
            result = result.with(setting.getKey(), setting.getValue());
        }
        return result;
    }

    private AutoConf raised(String name, String least) {
        var present = value(name).filter(value -> value.matches("\\d{1,9}")).map(Long::valueOf);
        return present.filter(value -> value >= Long.parseLong(least)).isPresent() ? this : with(name, least);
    }

    private AutoConf plus(List<Setting> more) {
        var all = new ArrayList<>(lines);
        all.addAll(more);
        return new AutoConf(all);
    }

    private Stream<Setting> settings() {
        return lines.stream().filter(Setting.class::isInstance).map(Setting.class::cast);
    }
}
