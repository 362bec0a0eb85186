/** Operations that stop at a chosen moment, so that something can be broken right there. */
@NullMarked
package dev.zstandby.faults;

import org.jspecify.annotations.NullMarked;
