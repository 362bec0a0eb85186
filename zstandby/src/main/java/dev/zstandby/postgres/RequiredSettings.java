package dev.zstandby.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that a standby must have at least as high as its primary, or it does not start (PostgreSQL manual, "Hot
 * Standby", Administrator's Overview). The primary records what it runs with in {@code pg_control}.
 */
public record RequiredSettings(
        int maxConnections,
        int maxWorkerProcesses,
        int maxWalSenders,
        int maxPreparedTransactions,
        int maxLocksPerTransaction) {

    /** By the names of postgresql.conf, which differ from those that {@code pg_controldata} prints. */
    public Map<String, String> byName() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("max_connections", Integer.toString(maxConnections));
        settings.put("max_worker_processes", Integer.toString(maxWorkerProcesses));
        settings.put("max_wal_senders", Integer.toString(maxWalSenders));
        settings.put("max_prepared_transactions", Integer.toString(maxPreparedTransactions));
        settings.put("max_locks_per_transaction", Integer.toString(maxLocksPerTransaction));
        return settings;
    }
}
