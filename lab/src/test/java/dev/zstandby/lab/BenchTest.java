package dev.zstandby.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The figures of {@code ./bench}: a diverged standby becomes a streaming one again, by zstandby and by each of its peers. It judges
 * nothing; a block that is there already is not measured again.
 */
@Tag("bench")
class BenchTest {
    private static final Path RESULTS = Machines.root().resolve(System.getProperty("bench.results", "target/bench"));

    private static final String VERSIONS =
            "dpkg-query --show --showformat '${Package} ${Version}\\n' postgresql-17 zfsutils-linux"
                    + " openssh-server rsync sanoid pgbackrest; uname --kernel-name --kernel-release";
    private static final String HOST = "sed -n 's/^model name\\t*: //p' /proc/cpuinfo | head -n 1; nproc";

    private final Machines machines = new Machines();
    private final Measurement measurement = new Measurement(machines);

    @TestFactory
    Stream<DynamicTest> aBlock() {
        return Block.parse(System.getProperty("bench.sitting", "")).stream()
                .filter(block -> !Files.exists(block.file(RESULTS)))
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> measure(block)));
    }

    private void measure(Block block) {
        BenchStates.bringApart(machines, block, peers());
        var facts = facts();
        var measured = new ArrayList<Map<String, Object>>();
        for (Peer peer : peers()) {
            machines.lab("restore", block.apartState());
            var figures = measurement.of(peer);
            System.out.printf("%s %s: %s%n", block.apartState(), peer.word(), figures);
            measured.add(figures);
        }
        block.keep(RESULTS, facts, measured);
    }

    private static List<Peer> peers() {
        return Stream.of(System.getProperty("bench.peers", "").split(",", -1))
                .map(Peer::parse)
                .toList();
    }

    private Map<String, Object> facts() {
        return Map.of(
                "date", LocalDate.now(ZoneOffset.UTC).toString(),
                "version",
                        machines.onHost("git", "describe", "--always", "--dirty")
                                .line(),
                "versions",
                        machines.run(Node.BETA, VERSIONS)
                                .succeeded()
                                .output()
                                .lines()
                                .toList(),
                "host", machines.onHost("sh", "-c", HOST).succeeded().line(),
                "pgdata_bytes", number(Node.ALPHA, "du -sb /var/lib/postgresql/17/main | cut -f 1"),
                "pgdata_bytes_on_disk", number(Node.ALPHA, "zfs get -Hpo value used tank/pg"),
                "changed_bytes_on_disk", number(Node.ALPHA, "zfs get -Hpo value written tank/pg/data"));
    }

    private long number(Node node, String script) {
        return Long.parseLong(machines.run(node, script).succeeded().line());
    }
}
