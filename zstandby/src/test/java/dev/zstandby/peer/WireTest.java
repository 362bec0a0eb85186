package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.zfs.Guid;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    static List<Request> requests() {
        return Messages.requests();
    }

    static List<Answer> answers() {
        return Messages.answers();
    }

    static List<StreamRequest> streamRequests() {
        return Messages.streamRequests();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestArrivesAsItWasSent(Request request) {
        assertThat(Wire.parse(Wire.line(request), Request.class)).isEqualTo(request);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerArrivesAsItWasSent(Answer answer) {
        assertThat(Wire.parse(Wire.line(answer), Answer.class)).isEqualTo(answer);
    }

    @ParameterizedTest
    @MethodSource("streamRequests")
    void aStreamRequestArrivesAsItWasSent(StreamRequest request) {
        assertThat(Wire.parse(Wire.line(request), StreamRequest.class)).isEqualTo(request);
    }

    @Test
    void thereIsAMessageOfEveryKind() {
        assertThat(requests().stream().map(Object::getClass).distinct())
                .hasSameSizeAs(Request.class.getPermittedSubclasses());
        assertThat(answers().stream().map(Object::getClass).distinct())
                .hasSameSizeAs(Answer.class.getPermittedSubclasses());
    }

    @Test
    void aMessageIsOneLineWhateverIsInIt() {
        assertThat(lines()).allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"));
    }

    @Test
    void aRequestLooksLikeThis() {
        assertThat(Wire.line(new Request.NoteUpperLsn("zstandby-20261101T000001Z-000001", "0/7000028")))
                .isEqualTo(
                        "{\"request\":\"note-upper-lsn\",\"name\":\"zstandby-20261101T000001Z-000001\",\"lsn\":\"0/7000028\"}");
    }

    static final List<String> refused = List.of(
            "",
            "null",
            "[]",
            "{}",
            "describe",
            "{\"request\":\"destroy\"}",
            "{\"request\":null}",
            "{\"request\":\"describe\",\"path\":\"/etc/passwd\"}",
            "{\"dataset\":\"tank\",\"request\":\"describe\"}",
            "{\"request\":\"estimate\",\"member\":\"data\",\"dataset\":\"tank/other\"}",
            "{\"request\":\"hold\",\"snapshots\":[1]}",
            "{\"request\":\"hold\",\"snapshots\":[\"-1\"]}",
            "{\"request\":\"hold\",\"snapshots\":[\"18446744073709551616\"]}",
            "{\"request\":\"hold\",\"snapshots\":\"all\"}",
            "{\"request\":\"take-snapshot\",\"name\":5}",
            "{\"request\":\"take-snapshot\",\"timeline\":99999999999999999999}",
            "{\"request\":\"describe\"",
            "{\"request\":\"describe",
            "{\"request\":\"describe\"} x",
            "{\"request\":\"describe\"} ",
            " {\"request\":\"describe\"}",
            "{\"request\":\"describe\"}{\"request\":\"describe\"}",
            "{\"request\":\"describe\"}}",
            "{\"request\":\"describe\"}\u0000",
            "{\"request\":\"describe\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
            "{\"request\":\"take-snapshot\"}",
            "{\"request\":\"take-snapshot\",\"systemIdentifier\":\"1\",\"timeline\":1,\"lsnLower\":\"0/1\"}",
            "{\"request\":\"take-snapshot\",\"name\":\"zstandby-20261101T000001Z-000001\",\"timeline\":1,\"lsnLower\":\"0/1\"}",
            "{\"request\":\"take-snapshot\",\"name\":\"zstandby-20261101T000001Z-000001\",\"systemIdentifier\":\"1\",\"timeline\":1}",
            "{\"request\":\"note-upper-lsn\",\"name\":\"zstandby-20261101T000001Z-000001\"}",
            "{\"request\":\"note-upper-lsn\",\"name\":null,\"lsn\":\"0/1\"}",
            "{\"request\":\"hold\"}",
            "{\"request\":\"hold\",\"snapshots\":null}",
            "{\"request\":\"hold\",\"snapshots\":[null]}",
            "{\"request\":\"release\"}",
            "{\"request\":\"release\",\"allBut\":[null]}",
            "{\"request\":\"estimate\"}",
            "{\"request\":\"estimate\",\"member\":null,\"base\":\"1\"}",
            "[".repeat(60_000),
            "{\"request\":" + "[".repeat(60_000));

    @ParameterizedTest
    @FieldSource("refused")
    void whatIsNoRequestIsAMistakeOfTheSender(String line) {
        var failure = catchThrowableOfType(Failure.class, () -> Wire.parse(line, Request.class));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.sentence()).isEqualTo("This is not a valid Request.");
        assertThat(failure.evidence()).hasSize(1);
    }

    static final List<String> refusedAnswers = List.of(
            "{\"answer\":\"description\"}",
            "{\"answer\":\"taken\"}",
            "{\"answer\":\"taken\",\"snapshots\":[null]}",
            "{\"answer\":\"taken\",\"snapshots\":[{}]}",
            "{\"answer\":\"taken\",\"snapshots\":[{\"member\":\"data\"}]}",
            "{\"answer\":\"size\"}",
            "{\"answer\":\"size\",\"bytes\":null}",
            "{\"answer\":\"size\",\"bytes\":\"-1\"}",
            "{\"answer\":\"done\"} and more",
            "{\"answer\":\"refusal\"}",
            "{\"answer\":\"refusal\",\"code\":\"FAILED\",\"sentence\":\"No.\",\"remedy\":\"\"}",
            "{\"answer\":\"refusal\",\"code\":\"FAILED\",\"sentence\":\"No.\",\"evidence\":[null],\"remedy\":\"\"}",
            "{\"answer\":\"refusal\",\"code\":null,\"sentence\":\"No.\",\"evidence\":[],\"remedy\":\"\"}");

    @ParameterizedTest
    @FieldSource("refusedAnswers")
    void whatIsNoAnswerIsAMistakeOfThePeer(String line) {
        assertThat(catchThrowableOfType(Failure.class, () -> Wire.parse(line, Answer.class))
                        .sentence())
                .isEqualTo("This is not a valid Answer.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"member\":\"data\"}",
                "{\"snapshot\":\"1\"}",
                "{\"member\":null,\"snapshot\":\"1\"}",
                "{\"member\":\"data\",\"snapshot\":null}",
                "{\"member\":\"data\",\"snapshot\":\"1\"} x"
            })
    void whatIsNoStreamRequestIsRefused(String line) {
        assertThat(catchThrowableOfType(Failure.class, () -> Wire.parse(line, StreamRequest.class))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatMayBeAbsentIsLeftOut() {
        assertThat(Wire.parse("{\"request\":\"estimate\",\"member\":\"data\"}", Request.class))
                .isEqualTo(new Request.Estimate("data", Optional.empty()));
        assertThat(Wire.parse("{\"member\":\"data\",\"snapshot\":\"7\"}", StreamRequest.class))
                .isEqualTo(new StreamRequest("data", new Guid(7), Optional.empty(), Optional.empty()));
    }

    @Test
    void anAnswerIsNoRequest() {
        assertThat(catchThrowableOfType(Failure.class, () -> Wire.parse(Wire.line(new Answer.Done()), Request.class))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private static List<String> lines() {
        return Stream.of(
                        requests().stream().map(Wire::line),
                        answers().stream().map(Wire::line),
                        streamRequests().stream().map(Wire::line))
                .flatMap(lines -> lines)
                .toList();
    }

    @Test
    void aMutatedLineIsParsedOrRefusedAndNothingElse() {
        var random = new Random(20_261_123);
        var lines = lines();
        var types = List.of(Request.class, Answer.class, StreamRequest.class);
        int refusedLines = 0;
        for (int round = 0; round < 5_000; round++) {
            var line = mutated(lines.get(random.nextInt(lines.size())), random);
            var type = types.get(random.nextInt(types.size()));
            try {
                Wire.parse(line, type);
            } catch (Failure failure) {
                assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                refusedLines++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + round + ": " + line, e);
            }
        }
        assertThat(refusedLines).isGreaterThan(3_000);
    }

    private static String mutated(String line, Random random) {
        var text = new StringBuilder(line);
        for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(0x250));
                case 2 -> text.insert(at, "{}[]\",:0-nt\\u".charAt(random.nextInt(13)));
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                default -> text.insert(at, "\\ud800");
            }
        }
        return text.toString();
    }
}
