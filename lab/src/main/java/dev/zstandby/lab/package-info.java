/** Programs and tests that work on the lab's virtual machines. */
@NullMarked
package dev.zstandby.lab;

import org.jspecify.annotations.NullMarked;
