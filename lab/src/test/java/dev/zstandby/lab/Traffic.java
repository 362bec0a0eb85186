package dev.zstandby.lab;

import static java.util.Objects.requireNonNull;

import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Map;

/**
 * What has gone over the network between the two machines, in both directions, and to the standby's disks, in bytes.
 *
 * @param wire as the host's end of beta's interface counts it
 * @param written with what was still in memory
 */
record Traffic(long wire, long written) {
    static Traffic read(Machines machines) {
        // First: writing what is in memory takes a while.
        long wire = wire(machines);
        machines.run(Node.BETA, "sync; zpool sync").succeeded();
        return new Traffic(wire, written(machines));
    }

    Traffic since(Traffic before) {
        return new Traffic(wire - before.wire, written - before.written);
    }

    private static long wire(Machines machines) {
        var answer = machines.onHost(Machines.inNetwork("ip", "-s", "-j", "link", "show", "dev", "data-beta")
                        .toArray(String[]::new))
                .succeeded()
                .output();
        var link = (Map<?, ?>) ((List<?>) Jsonb.instance().type(Object.class).fromJson(answer)).getFirst();
        var counts = (Map<?, ?>) requireNonNull(link.get("stats64"));
        return bytes(counts, "rx") + bytes(counts, "tx");
    }

    private static long bytes(Map<?, ?> counts, String direction) {
        var count = (Map<?, ?>) requireNonNull(counts.get(direction));
        return ((Number) requireNonNull(count.get("bytes"))).longValue();
    }

    /** Documentation/admin-guide/iostats.rst: the seventh number is of sectors, which are of 512 bytes whatever the disk. */
    private static long written(Machines machines) {
        return Long.parseLong(machines.run(
                        Node.BETA,
                        "for disk in tank spare; do cat /sys/class/block/$(basename $(readlink /dev/disk/by-id/virtio-$disk))/stat;"
                                + " done | awk '{ written += $7 * 512 } END { printf \"%d\\n\", written }'")
                .succeeded()
                .line());
    }
}
