/**
 * Work on what belongs to the user who runs the server: its data directory, its log and its passfile. Done by this process when it
 * may, otherwise by one that runs as that user and answers a closed set of requests.
 */
@NullMarked
package dev.zstandby.owner;

import org.jspecify.annotations.NullMarked;
