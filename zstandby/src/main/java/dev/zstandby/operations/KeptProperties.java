package dev.zstandby.operations;

import dev.zstandby.zfs.Property;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which of the properties that an administrator set on a live dataset its successor gets too. Pure functions. */
public final class KeptProperties {
    /**
     * What zstandby sets itself, what would take space a second time as long as the retired tree is there, and what only the root of an
     * encryption has (zfsprops(7)).
     */
    private static final Set<String> NOT_KEPT =
            Set.of("mountpoint", "canmount", "reservation", "refreservation", "keylocation");

    /** By these a dataset could give rights on the machine. */
    private static final Set<String> ROOTS_ALONE =
            Set.of("setuid", "devices", "volmode", "snapdev", "sharenfs", "sharesmb", "zoned");

    private KeptProperties() {}

    /**
     * Those that are kept.
     *
     * @param own what was set on the dataset
     * @param root whether root sets them; another user leaves some out
     */
    public static Map<String, String> of(Map<String, String> own, boolean root) {
        var kept = new TreeMap<>(own);
        kept.keySet()
                .removeIf(property -> NOT_KEPT.contains(property)
                        || property.startsWith(Property.PREFIX)
                        || (!root && ROOTS_ALONE.contains(property)));
        return kept;
    }
}
