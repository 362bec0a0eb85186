package dev.zstandby.owner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Commands;
import dev.zstandby.postgres.Backup;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.retention.Retention;
import dev.zstandby.zfs.DatasetName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerSessionTest {
    private static final NodeName ALPHA = new NodeName("alpha");

    @TempDir
    Path directory;

    private ExitCode status = ExitCode.DONE;

    private List<String> ask(String... lines) {
        var configuration = new Configuration(
                new NodeName("beta"),
                new Instance(
                        directory.resolve("main"),
                        Path.of("/usr/bin"),
                        Optional.empty(),
                        Optional.of(directory.resolve("log")),
                        "postgresql",
                        "127.0.0.1",
                        5432,
                        "postgres"),
                new Replication("zstandby", directory.resolve("passfile"), directory.resolve("passfile"), "postgres"),
                new Group(new DatasetName("tank/pg/data"), Optional.empty(), Map.of()),
                Map.of(ALPHA, new Peer(ALPHA, "10.0.0.11", 5432, "zstandby@10.0.0.11", Optional.empty())),
                BackupMode.AUTO,
                RunBy.ZSTANDBY,
                Retention.DEFAULT);
        var output = new ByteArrayOutputStream();
        status = new OwnerSession(configuration, new Commands(line -> {}))
                .serve(
                        new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)),
                        new PrintStream(output, true, UTF_8));
        return output.toString(UTF_8).lines().toList();
    }

    private static Image image(NodeName peer, String member, String dataDirectory) {
        return new Image(
                peer,
                17,
                Path.of(dataDirectory),
                Map.of(member, Path.of("/var/lib/postgresql")),
                true,
                List.of("server.crt"),
                Optional.of(new Backup("START WAL LOCATION", Optional.of("1 /x"), Lsn.parse("0/2000000"))));
    }

    @Test
    void whatIsAskedAboutTheDirectoryIsAnswered() throws IOException {
        Files.createDirectories(directory.resolve("main/base"));
        Files.writeString(directory.resolve("log"), "one\ntwo\n");
        assertThat(ask(
                        OwnerWire.line(new OwnerRequest.Control()),
                        OwnerWire.line(new OwnerRequest.StandbySignal()),
                        OwnerWire.line(new OwnerRequest.HoldFiles(directory.resolve("main"))),
                        OwnerWire.line(new OwnerRequest.HoldFiles(directory)),
                        OwnerWire.line(new OwnerRequest.LastLogLines(1))))
                .containsExactly(
                        "{\"answer\":\"lines\",\"lines\":[]}",
                        "{\"answer\":\"truth\",\"holds\":false}",
                        "{\"answer\":\"truth\",\"holds\":false}",
                        "{\"answer\":\"truth\",\"holds\":true}",
                        "{\"answer\":\"lines\",\"lines\":[\"two\"]}");
        assertThat(status).isEqualTo(ExitCode.DONE);
    }

    @Test
    void everyRequestComesThroughTheWireAsItWas() {
        var requests = List.of(
                new OwnerRequest.Signs(),
                new OwnerRequest.MakeStandby(image(ALPHA, "data", "/var/lib/postgresql/17/main")),
                new OwnerRequest.TryStreaming(ALPHA));
        assertThat(requests)
                .allSatisfy(request -> assertThat(OwnerWire.parse(OwnerWire.line(request), OwnerRequest.class))
                        .isEqualTo(request));
    }

    @Test
    void anImageOfAStrangerOrOfWhatIsNoMemberIsRefused() {
        assertThat(ask(
                        OwnerWire.line(new OwnerRequest.MakeStandby(
                                image(new NodeName("gamma"), "data", "/var/lib/postgresql/17/main"))),
                        OwnerWire.line(new OwnerRequest.MakeStandby(image(ALPHA, "..", "/var/lib/postgresql/17/main"))),
                        OwnerWire.line(
                                new OwnerRequest.MakeStandby(image(ALPHA, "data", "/var/lib/postgresql/../../etc"))),
                        OwnerWire.line(new OwnerRequest.TryStreaming(new NodeName("gamma")))))
                .satisfiesExactly(
                        answer -> assertThat(answer).contains("gamma is no peer"),
                        answer -> assertThat(answer).contains(".. is no member of the group."),
                        answer -> assertThat(answer).contains("does not lie in its group"),
                        answer -> assertThat(answer).contains("gamma is no peer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"request\":\"run\"}",
                "{\"request\":\"control\",\"path\":\"/etc\"}",
                "{\"request\":\"make-standby\"}",
                "{\"request\":\"hold-files\",\"directory\":\"\\u0000\"}",
                "{\"request\":\"last-log-lines\",\"count\":-1}",
                "rm -rf /"
            })
    void whatIsNoRequestIsRefusedAndEndsTheSession(String line) {
        var answers = ask(line, OwnerWire.line(new OwnerRequest.Control()));
        assertThat(answers).singleElement().asString().contains("\"refusal\"", "USAGE");
        assertThat(status).isEqualTo(ExitCode.USAGE);
    }
}
