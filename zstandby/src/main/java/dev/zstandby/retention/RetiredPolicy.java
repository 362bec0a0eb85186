package dev.zstandby.retention;

import java.time.Duration;

/**
 * How long former live trees are kept.
 *
 * @param keepFor until they go by age
 * @param poolFull the percentage of a pool in use from which on they go before their time, the oldest first
 * @param successorFor how long what replaced the newest of them must have streamed, or served, before that one may go at all
 */
public record RetiredPolicy(Duration keepFor, int poolFull, Duration successorFor) {}
