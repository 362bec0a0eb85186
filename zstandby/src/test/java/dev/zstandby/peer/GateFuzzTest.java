package dev.zstandby.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Commands;
import dev.zstandby.retention.Retention;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Zfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Requests that were tampered with in every way that a few rules can: whatever comes, the gate answers in its own words, logs a line,
 * and runs no other command than the few on its own group. The group's pool exists nowhere. By hand for longer, and with another seed:
 * {@code mvn -pl zstandby test -Dtest=GateFuzzTest -DargLine="-Dfuzz.requests=1000000 -Dfuzz.seed=7"}.
 */
class GateFuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 5_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_127L);
    private static final NodeName BETA = new NodeName("beta");
    private static final String POOL = "no-such-pool-of-zstandby";
    private static final Pattern ALLOWED = Pattern.compile("run: (zfs list -Hp .*"
            + "|zfs snapshot -o zstandby:[a-z-]+=[0-9A-F/]+ -o zstandby:[a-z-]+=[0-9A-F/]+ -o zstandby:[a-z-]+=[0-9A-F/]+ "
            + POOL + "/pg@zstandby-[A-Za-z0-9-]+"
            + "|zfs set zstandby:[a-z-]+=[0-9A-F/]+ " + POOL + "/pg@zstandby-[A-Za-z0-9-]+"
            + "|zfs version|zfs allow " + POOL + "/pg)");
    private static final List<String> VALID = List.of(
            Wire.line(new Request.Describe()),
            Wire.line(new Request.TakeSnapshot(
                    "zstandby-20260101T000000Z-abcdef", "7412345678901234567", 1, "0/3000000")),
            Wire.line(new Request.NoteUpperLsn("zstandby-20260101T000000Z-abcdef", "0/3000000")),
            Wire.line(new Request.Release(List.of(new Guid(7)))),
            Wire.line(new Request.Estimate("data", Optional.of(new Guid(7)))),
            Wire.line(StreamRequest.EXAMPLE));
    private static final List<String> INSERTED = List.of(
            "'",
            "\"",
            "\\",
            "`id`",
            "$(id)",
            ";",
            "|",
            "\n",
            "\0",
            "\u2028",
            "..",
            "/",
            "@",
            "%",
            "-r",
            " -F",
            "--",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "tank/other",
            "\\u0000",
            "\ud83d\ude00",
            "1e9999",
            "-1",
            "null",
            "true",
            "99999999999999999999",
            "\u00e9",
            "\"dataset\":\"tank\",",
            "{\"request\":\"describe\"}");

    private final Random random = new Random(SEED);
    private final List<String> commandsRun = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final Commands commands = new Commands(line -> commandsRun.add(line.get()));
    private final Zfs zfs = new Zfs(commands);
    private final Gate gate = new Gate(configuration(), BETA, zfs, Clock.systemUTC(), "root");

    private static Configuration configuration() {
        return new Configuration(
                new NodeName("alpha"),
                new Instance(
                        Path.of("/var/lib/postgresql/17/main"),
                        Path.of("/usr/lib/postgresql/17/bin"),
                        Optional.empty(),
                        Optional.empty(),
                        "postgresql@17-main",
                        "127.0.0.1",
                        1,
                        "postgres"),
                new Replication("zstandby", Path.of("/nowhere"), Path.of("/nowhere"), "postgres"),
                new Group(new DatasetName(POOL + "/pg"), Optional.empty(), Map.of()),
                Map.of(BETA, new Peer(BETA, "127.0.0.1", 1, "zstandby@127.0.0.1", Optional.empty())),
                BackupMode.AUTO,
                RunBy.ROOT,
                Retention.DEFAULT);
    }

    @Test
    void whateverComesIsAnsweredInTheGatesOwnWords() {
        for (int i = 0; i < REQUESTS; i++) {
            var line = tampered();
            logged.clear();
            commandsRun.clear();
            var output = new ByteArrayOutputStream();
            var printed = new PrintStream(output, true, UTF_8);
            var session = new GateSession(gate, zfs, commands, logged::add);
            var input = new ByteArrayInputStream(line.getBytes(UTF_8));
            if (random.nextInt(4) == 0) {
                session.serveStreams(input, printed);
            } else {
                session.serveRequests(input, printed);
            }
            assertThat(output.toString(UTF_8).lines())
                    .as("answer to %s", line)
                    .allSatisfy(answer -> Wire.parse(answer, Answer.class));
            assertThat(commandsRun.stream().filter(command -> command.startsWith("run: ")))
                    .as("run for %s", line)
                    .allMatch(command -> ALLOWED.matcher(command).matches());
            if (!line.isEmpty()) {
                assertThat(logged).as("logged for %s", line).isNotEmpty();
            }
        }
    }

    /** As many as a peer likes: each gets its answer, and nothing is kept of it. */
    @Test
    void anyNumberOfRequestsIsAnsweredOneByOne() {
        var line = (Wire.line(new Request.Estimate("not of the group", Optional.empty())) + "\n").getBytes(UTF_8);
        var endless = new InputStream() {
            private long left = (long) REQUESTS * 10 * line.length;
            private int at;

            @Override
            public int read() {
                if (left-- <= 0) {
                    return -1;
                }
                int octet = line[at];
                at = (at + 1) % line.length;
                return octet;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int octet = length == 0 ? 0 : read();
                if (octet < 0 || length == 0) {
                    return octet;
                }
                into[from] = (byte) octet;
                return 1;
            }
        };
        var answers = new AtomicLong();
        var output = new PrintStream(new OutputStream() {
            @Override
            public void write(int octet) {
                if (octet == '\n') {
                    answers.incrementAndGet();
                }
            }
        });
        var lines = new AtomicLong();
        new GateSession(gate, zfs, commands, logLine -> lines.incrementAndGet()).serveRequests(endless, output);
        assertThat(answers).hasValue(REQUESTS * 10L);
        assertThat(lines).hasValue(REQUESTS * 10L);
        assertThat(commandsRun).isEmpty();
    }

    private String tampered() {
        var line = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(line.length() + 1);
            int upTo = Math.min(line.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> line.delete(at, upTo);
                case 1 -> line.insert(at, INSERTED.get(random.nextInt(INSERTED.size())));
                case 2 -> line.replace(at, upTo, INSERTED.get(random.nextInt(INSERTED.size())));
                case 3 -> line.insert(at, line.substring(at, upTo).repeat(1 + random.nextInt(3)));
                default -> line.append(VALID.get(random.nextInt(VALID.size())), 0, random.nextInt(10));
            }
        }
        return line.toString();
    }
}
