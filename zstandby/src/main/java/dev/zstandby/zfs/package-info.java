/** The {@code zfs} and {@code zpool} programs, typed: nobody outside this package reads what they print. */
@NullMarked
package dev.zstandby.zfs;

import org.jspecify.annotations.NullMarked;
