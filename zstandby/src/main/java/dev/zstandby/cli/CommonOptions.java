package dev.zstandby.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:ZSTANDBY_CONFIG:-/etc/zstandby/zstandby.yaml}",
            description = "The configuration; default: $ZSTANDBY_CONFIG or /etc/zstandby/zstandby.yaml.")
    Path config;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; json is one document on standard output.")
    Format output;

    @Option(names = "--verbose", description = "Show every program that is run, on standard error.")
    boolean verbose;

    /** How results are printed. */
    enum Format {
        TEXT,
        JSON
    }

    boolean json() {
        return output == Format.JSON;
    }
}
