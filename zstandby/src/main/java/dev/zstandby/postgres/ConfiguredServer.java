package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Privilege;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that does not run, asked for what it is configured with ({@code postgres -C}, postgres(1)). It needs no data directory
 * for that, but never runs as root.
 */
public record ConfiguredServer(Commands commands, Path binDirectory, String owner, Path configFile) {
    /** The setting's value; nothing when the program does not tell, as when the file has a mistake. */
    public Optional<String> value(String setting) {
        var result = commands.run(Privilege.asUser(
                owner,
                Command.of(
                        binDirectory.resolve("postgres").toString(),
                        "-C",
                        setting,
                        "-c",
                        "config_file=" + configFile)));
        return result.succeeded()
                ? Optional.of(result.output().strip()).filter(value -> !value.isEmpty())
                : Optional.empty();
    }
}
