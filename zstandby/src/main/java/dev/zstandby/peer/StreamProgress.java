package dev.zstandby.peer;

import dev.zstandby.Bytes;

/**
 * How far a stream is, as its sender says about once a second.
 *
 * @param expected the whole of it; zero when not known
 */
public record StreamProgress(Bytes sofar, Bytes expected) {}
