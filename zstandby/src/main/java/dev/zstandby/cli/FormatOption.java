package dev.zstandby.cli;

import picocli.CommandLine.Option;

/** How a command's result is printed. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class FormatOption {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; json is one document on standard output. For check also nagios.")
    Format format;

    /** How results are printed. */
    enum Format {
        TEXT,
        JSON,
        NAGIOS
    }

    boolean isNagios() {
        return format == Format.NAGIOS;
    }

    boolean isJson() {
        return format == Format.JSON;
    }
}
