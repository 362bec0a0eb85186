package dev.zstandby.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes that reads the configuration. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CommonOptions {
    /** Where the configuration is when no option says it, in the words of picocli. */
    static final String CONFIG = "${env:ZSTANDBY_CONFIG:-/etc/zstandby/zstandby.yaml}";

    static final String CONFIG_DESCRIPTION =
            "The configuration; default: $ZSTANDBY_CONFIG or /etc/zstandby/zstandby.yaml.";

    @Option(names = "--config", paramLabel = "FILE", defaultValue = CONFIG, description = CONFIG_DESCRIPTION)
    Path config;

    @Option(names = "--verbose", description = "Show every program that is run, on standard error.")
    boolean verbose;
}
