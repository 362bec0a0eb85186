package dev.zstandby.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
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
import dev.zstandby.zfs.Zfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile peer gets: a refusal, before any program has been run. */
class GateSessionTest {
    private static final NodeName BETA = new NodeName("beta");

    private final List<String> commandsRun = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Commands commands = new Commands(line -> commandsRun.add(line.get()));
    private final Zfs zfs = new Zfs(commands);

    private Gate gate(NodeName asking) {
        return new Gate(configuration(), asking, zfs, Clock.systemUTC(), "zstandby");
    }

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
                        5432,
                        "postgres"),
                new Replication(
                        "zstandby",
                        Path.of("/etc/zstandby/passfile"),
                        Path.of("/etc/zstandby/server-passfile"),
                        "postgres"),
                new Group(new DatasetName("tank/pg"), Optional.empty(), Map.of()),
                Map.of(BETA, new Peer(BETA, "10.77.0.12", 5432, "zstandby@10.77.0.12", Optional.empty())),
                BackupMode.AUTO,
                RunBy.ROOT,
                Retention.DEFAULT);
    }

    private GateSession session() {
        return new GateSession(gate(BETA), zfs, commands, logged::add);
    }

    /** One that sends a byte now and then would keep a process busy for as long as it likes. */
    @Test
    void aRequestThatDoesNotComeToItsEndIsRefused() throws IOException {
        try (var source = new PipedOutputStream();
                var input = new PipedInputStream(source)) {
            source.write("{\"request\":".getBytes(UTF_8));
            source.flush();
            var session = new GateSession(gate(BETA), zfs, commands, logged::add, Duration.ofMillis(300));
            assertThat(session.serveRequests(input, new PrintStream(said, true, UTF_8)))
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(said.toString(UTF_8)).contains("refusal", "A line did not come to its end");
        assertThat(logged).singleElement().asString().contains("session ended: A line did not come to its end");
        assertThat(commandsRun).isEmpty();
    }

    private ExitCode requests(byte[] input) {
        return session().serveRequests(new ByteArrayInputStream(input), new PrintStream(said, true, UTF_8));
    }

    private ExitCode requests(String... lines) {
        return requests(String.join("\n", lines).getBytes(UTF_8));
    }

    private ExitCode stream(String line) {
        return session()
                .serveStreams(new ByteArrayInputStream(line.getBytes(UTF_8)), new PrintStream(said, true, UTF_8));
    }

    private List<Answer.Refusal> refusals() {
        return said.toString(UTF_8)
                .lines()
                .map(line -> Wire.parse(line, Answer.class))
                .flatMap(answer -> answer instanceof Answer.Refusal refusal ? Stream.of(refusal) : Stream.empty())
                .toList();
    }

    private void refusedUnrun(String sentence) {
        assertThat(refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.sentence()).startsWith(sentence));
        assertThat(commandsRun).allMatch(command -> command.startsWith("run: zfs list "));
    }

    @Test
    void anEndOfTheInputEndsTheSession() {
        assertThat(requests("")).isEqualTo(ExitCode.DONE);
        assertThat(stream("")).isEqualTo(ExitCode.DONE);
        assertThat(refusals()).isEmpty();
    }

    @Test
    void aNodeThatIsNoPeerGetsNoGate() {
        var failure = catchThrowableOfType(Failure.class, () -> gate(new NodeName("gamma")));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.remedy()).contains("authorized_keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zfs destroy -r tank",
                "{\"request\":\"destroy\",\"member\":\"data\"}",
                "{\"request\":\"describe\",\"dataset\":\"tank/other\"}",
                "{\"request\":\"estimate\",\"member\":[\"data\"]}",
                "{\"request\":\"estimate\"}",
                "{\"request\":\"take-snapshot\",\"timeline\":1}",
                "{\"request\":\"hold\"}",
                "{\"request\":\"describe\"} {\"request\":\"describe\"}",
                "",
                "\u0000",
                "'; id",
            })
    void whatIsNoRequestIsRefusedAndEndsTheSession(String line) {
        assertThat(requests(line, "{\"request\":\"describe\"}")).isEqualTo(ExitCode.USAGE);
        refusedUnrun("This is not a valid Request.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "", "..", "../data", "DATA", "data ", "tank/pg", "/etc", "-r", "tablespace x"})
    void aMemberThatIsNotOfTheGroupIsRefused(String member) {
        requests(Wire.line(new Request.Estimate(member, Optional.empty())));
        refusedUnrun("This node's group has no member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "zstandby-",
                "zstandby-a/b",
                "zstandby-..",
                "zstandby-a@b",
                "zstandby-a b",
                "-r",
                "--help",
                "zstandby-a,b",
                "zstandby-a%b",
                "zstandby-a\n",
                "Zstandby-a",
                "autosnap_daily"
            })
    void aSnapshotByAnyOtherNameThanOursIsNotTaken(String name) {
        requests(Wire.line(new Request.TakeSnapshot(name, "1", 1, "0/1")));
        refusedUnrun("This is not the name of a snapshot of zstandby.");
    }

    @Test
    void aNoteOnAnyOtherNameIsRefusedAsWell() {
        requests(Wire.line(new Request.NoteUpperLsn("autosnap_daily", "0/1")));
        refusedUnrun("This is not the name of a snapshot of zstandby.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/", "0/x", "0/1 mountpoint=/", "0/1\n", "-0/1", "123456789/0", "0/a"})
    void whatIsNoWalPositionIsRefused(String lsn) {
        requests(Wire.line(new Request.TakeSnapshot("zstandby-20261101T000001Z-000001", "1", 1, lsn)));
        refusedUnrun("This is not a WAL position.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 2", "x", "123456789012345678901"})
    void whatIsNoSystemIdentifierIsRefused(String identifier) {
        requests(Wire.line(new Request.TakeSnapshot("zstandby-20261101T000001Z-000001", identifier, 1, "0/1")));
        refusedUnrun("This is not a system identifier.");
    }

    @Test
    void aRefusedRequestDoesNotEndTheSession() {
        var line = Wire.line(new Request.NoteUpperLsn("-r", "0/1"));
        assertThat(requests(line, line)).isEqualTo(ExitCode.DONE);
        assertThat(refusals()).hasSize(2).extracting(Answer.Refusal::code).containsOnly(ExitCode.REFUSED);
    }

    @Test
    void whatWasAskedIsLoggedWithHowItEnded() {
        var line = Wire.line(new Request.NoteUpperLsn("-r", "0/1"));
        requests(line, "zfs destroy -r tank");
        assertThat(logged)
                .containsExactly(
                        "refused: This is not the name of a snapshot of zstandby. <- " + line,
                        "refused: This is not a valid Request. <- zfs destroy -r tank",
                        "session ended: This is not a valid Request.");
    }

    @Test
    void aRequestThatIsTooLongIsNotReadToItsEnd() {
        assertThat(requests("x".repeat(64 * 1024 + 1))).isEqualTo(ExitCode.USAGE);
        refusedUnrun("A line is longer than 65536 bytes.");
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThat(requests(new byte[] {'{', (byte) 0xff, '\n'})).isEqualTo(ExitCode.USAGE);
        refusedUnrun("A line is not valid UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zfs send tank@a", "{\"request\":\"describe\"}", "{\"member\":\"data\",\"path\":\"/\"}"})
    void theStreamChannelTakesNothingButAStreamRequest(String line) {
        assertThat(stream(line)).isEqualTo(ExitCode.USAGE);
        refusedUnrun("This is not a valid StreamRequest.");
    }

    @Test
    void noMemberOfAnotherGroupIsStreamed() {
        assertThat(stream("{\"member\":\"tank/other\",\"snapshot\":\"1\"}\n{\"member\":\"data\",\"snapshot\":\"1\"}\n"))
                .isEqualTo(ExitCode.REFUSED);
        refusedUnrun("This node's group has no member \"tank/other\".");
    }
}
