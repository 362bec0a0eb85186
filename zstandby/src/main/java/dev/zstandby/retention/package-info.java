/** What is kept for how long. Pure functions of names and times; nothing here knows ZFS or PostgreSQL. */
@NullMarked
package dev.zstandby.retention;

import org.jspecify.annotations.NullMarked;
