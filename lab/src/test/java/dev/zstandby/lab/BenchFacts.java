package dev.zstandby.lab;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** What a block of figures was measured on, as the machines and this host say. */
final class BenchFacts {
    private static final String HOST =
            "echo $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores,"
                    + " $(free -g | awk 'NR == 2 { print $2 }') GiB, Linux $(uname -r), $(qemu-system-x86_64 --version | head -n 1)";
    private static final String VERSIONS =
            "dpkg-query --show --showformat '${Package} ${Version}\\n' postgresql-17 zfsutils-linux"
                    + " openssh-server rsync sanoid pgbackrest; uname --kernel-name --kernel-release";

    private BenchFacts() {}

    /** By name; sizes are alpha's, in bytes, and what changed is since the snapshot that both nodes have. */
    static Map<String, Object> of(Machines machines) {
        var facts = new TreeMap<String, Object>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("version", machines.onHost("lab/version").succeeded().line());
        facts.put("host", machines.onHost("sh", "-c", HOST).succeeded().line());
        facts.put("processor", machines.run(Node.BETA, "systemd-detect-virt").line());
        facts.put(
                "versions",
                machines.run(Node.BETA, VERSIONS).succeeded().output().lines().toList());
        facts.put("pgdata_bytes", number(machines, "du -sb /var/lib/postgresql/17/main | cut -f 1"));
        facts.put("pgdata_bytes_on_disk", number(machines, "zfs get -Hpo value referenced tank/pg/data"));
        facts.put("changed_bytes_on_disk", number(machines, "zfs get -Hpo value written tank/pg/data"));
        facts.put("changed_wal_bytes_on_disk", number(machines, "zfs get -Hpo value written tank/pg/wal"));
        return facts;
    }

    private static long number(Machines machines, String script) {
        return Long.parseLong(machines.run(Node.ALPHA, script).succeeded().line());
    }
}
