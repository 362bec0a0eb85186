/** The command line: parses, shows, asks, and maps failures to exit codes. */
@NullMarked
package dev.zstandby.cli;

import org.jspecify.annotations.NullMarked;
