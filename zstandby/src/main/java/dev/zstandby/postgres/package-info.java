/** PostgreSQL, typed: its server over JDBC, its data directory and its programs. */
@NullMarked
package dev.zstandby.postgres;

import org.jspecify.annotations.NullMarked;
