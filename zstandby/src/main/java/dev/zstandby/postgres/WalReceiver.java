package dev.zstandby.postgres;

/** A standby's connection to its primary (view pg_stat_wal_receiver). */
public record WalReceiver(String status, Timeline timeline, String host, String slot) {
    public boolean streams() {
        return status.equals("streaming");
    }
}
