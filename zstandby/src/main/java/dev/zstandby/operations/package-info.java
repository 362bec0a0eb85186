/** What zstandby does: observe both nodes, plan with pure functions, carry the plan out. */
@NullMarked
package dev.zstandby.operations;

import org.jspecify.annotations.NullMarked;
