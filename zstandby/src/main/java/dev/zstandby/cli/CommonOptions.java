package dev.zstandby.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes that reads the configuration. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:ZSTANDBY_CONFIG:-/etc/zstandby/zstandby.yaml}",
            description = "The configuration; default: $ZSTANDBY_CONFIG or /etc/zstandby/zstandby.yaml.")
    Path config;

    @Option(names = "--verbose", description = "Show every program that is run, on standard error.")
    boolean verbose;
}
