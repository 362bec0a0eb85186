/** The other node, asked over SSH through its {@code zstandby gate}. */
@NullMarked
package dev.zstandby.peer;

import org.jspecify.annotations.NullMarked;
