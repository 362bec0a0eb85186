package dev.zstandby.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration LONGEST = Duration.ofHours(2);

    private final Machines machines = new Machines(LONGEST);
    private final Measurement measurement = new Measurement(machines);

    @TestFactory
    Stream<DynamicTest> aBlock() {
        return Block.parse(System.getProperty("bench.sitting", "")).stream()
                .filter(block -> !Files.exists(block.file(RESULTS)))
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> measure(block)));
    }

    private void measure(Block block) {
        BenchStates.bringApart(machines, block, peers());
        machines.lab("restore", block.apartState());
        var facts = BenchFacts.of(machines);
        // The first that runs warms the host, too.
        facts.put("tps_undisturbed", measurement.undisturbed());
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
}
