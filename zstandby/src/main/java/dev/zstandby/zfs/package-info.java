/** The {@code zfs} program, typed: nobody outside this package reads what it prints. */
@NullMarked
package dev.zstandby.zfs;

import org.jspecify.annotations.NullMarked;
