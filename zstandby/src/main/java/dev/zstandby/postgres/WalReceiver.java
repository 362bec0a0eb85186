package dev.zstandby.postgres;

/**
 * A standby's connection to its primary (view pg_stat_wal_receiver).
 *
 * @param slot the replication slot it reads from; empty when it uses none
 */
public record WalReceiver(String status, Timeline timeline, String host, String slot) {
    public boolean streams() {
        return status.equals("streaming");
    }
}
