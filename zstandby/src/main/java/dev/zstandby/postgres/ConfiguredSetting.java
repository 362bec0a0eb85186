package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Privilege;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server would start with, asked of {@code postgres -C} without starting it. */
public final class ConfiguredSetting {
    private ConfiguredSetting() {}

    /**
     * The number that the configuration files give the setting; nothing when they cannot be read as they are.
     *
     * @param owner whom the program runs as, since PostgreSQL refuses to run as root
     * @param configFile when it does not lie in the data directory
     */
    public static OptionalLong number(
            Commands commands,
            Path binDirectory,
            String owner,
            Path dataDirectory,
            Optional<Path> configFile,
            String name) {
        var argv =
                new ArrayList<>(List.of(binDirectory.resolve("postgres").toString(), "-D", dataDirectory.toString()));
        // Where the configuration lies elsewhere it names the live data directory, whose settings are not the image's.
        argv.addAll(List.of("-c", "data_directory=" + dataDirectory));
        configFile.ifPresent(file -> argv.addAll(List.of("-c", "config_file=" + file)));
        argv.addAll(List.of("-C", name));
        var result = commands.run(Privilege.asUser(owner, Command.of(argv)));
        var text = result.output().strip();
        return result.succeeded() && text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
