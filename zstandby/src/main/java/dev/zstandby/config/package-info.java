/** The configuration file of a node, with every mistake found at its line and column. */
@NullMarked
package dev.zstandby.config;

import org.jspecify.annotations.NullMarked;
