/** Makes a node able to work with its peers, and takes that back: accounts, keys, rights, each change shown before it is made. */
@NullMarked
package dev.zstandby.setup;

import org.jspecify.annotations.NullMarked;
