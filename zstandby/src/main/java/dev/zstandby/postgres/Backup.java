package dev.zstandby.postgres;

import java.util.Optional;

/**
 * What {@code pg_backup_stop} returned; to be written byte for byte into the copy (PostgreSQL manual, "Making a Base Backup
 * Using the Low Level API").
 *
 * @param tablespaceMap absent when there are no tablespaces
 * @param end where the backup ended; nothing that was copied lies past it
 */
public record Backup(String label, Optional<String> tablespaceMap, Lsn end) {}
