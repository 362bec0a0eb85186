/** Processes, files and services of the machine zstandby runs on. */
@NullMarked
package dev.zstandby.host;

import org.jspecify.annotations.NullMarked;
