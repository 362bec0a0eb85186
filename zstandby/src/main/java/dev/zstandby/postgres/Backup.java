package dev.zstandby.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code pg_backup_stop} returned; to be written byte for byte into the copy (PostgreSQL manual, "Making a Base Backup
 * Using the Low Level API").
 *
 * @param tablespaceMap absent when there are no tablespaces
 * @param end where the backup ended; nothing that was copied lies past it
 */
public record Backup(String label, Optional<String> tablespaceMap, Lsn end) {
    private static final Pattern START = Pattern.compile("^START WAL LOCATION: \\S+ \\(file ([0-9A-F]{24})\\)");

    /** The name of the WAL segment with which recovery begins; absent when the label does not say it. */
    public Optional<String> firstSegment() {
        return START.matcher(label).results().map(match -> match.group(1)).findFirst();
    }
}
