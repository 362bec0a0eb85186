package dev.zstandby.postgres;

import java.util.Optional;

/**
 * What a primary sends to one receiver (view pg_stat_replication).
 *
 * @param application as the receiver calls itself
 * @param state {@code startup}, {@code catchup}, {@code streaming}, {@code backup} or {@code stopping}; empty when the role
 *     may not see it
 * @param slot the replication slot it reads from; absent when it uses none
 */
public record WalSender(String application, String state, Optional<String> slot) {
    /**
     * Whether it sends WAL as it is written. A receiver that the primary is about to turn away, for want of a slot or of WAL,
     * never gets this far, though it calls itself streaming for a moment.
     */
    public boolean streams() {
        return state.equals("streaming");
    }
}
