package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.MistakesFound;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.Plan;
import dev.zstandby.operations.Proposal;
import dev.zstandby.operations.Report;
import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code --output json} prints; the fields' names are a promise to scripts (docs/manual/json.md). */
final class View {
    private View() {}

    /** How an operation ended. */
    @Json
    record Result(
            String outcome,
            String summary,
            Optional<PlanView> plan,
            List<String> remarks,
            Optional<Figures> figures,
            Optional<ErrorView> error) {
        static Result planned(Proposal plan) {
            return new Result(
                    "planned",
                    plan.summary(),
                    Optional.of(PlanView.of(plan)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Result done(Report report, Proposal plan) {
            return new Result(
                    "done",
                    report.summary(),
                    Optional.of(PlanView.of(plan)),
                    List.of(),
                    Optional.of(Figures.of(report)),
                    Optional.empty());
        }

        /** Of a command that has no figures. */
        static Result done(String summary) {
            return new Result("done", summary, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        }

        static Result nothingToDo(String reason, List<String> remarks) {
            return new Result("nothing-to-do", reason, Optional.empty(), remarks, Optional.empty(), Optional.empty());
        }

        static Result failed(Failure failure) {
            return new Result(
                    "failed",
                    failure.sentence(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(ErrorView.of(failure)));
        }
    }

    /** A plan's steps in order. */
    @Json
    record PlanView(List<String> reasons, List<String> steps, Optional<String> confirm) {
        static PlanView of(Proposal plan) {
            return new PlanView(
                    plan.reasons(), plan.steps(), plan.confirmation().map(Plan.Confirmation::node));
        }
    }

    /** Bytes and milliseconds; what does not apply is left out. */
    @Json
    record Figures(
            Optional<String> snapshot,
            long bytesEstimated,
            long bytesTravelled,
            long transferMillis,
            Optional<Long> downtimeMillis,
            Optional<String> retired,
            Optional<Long> timeline,
            Optional<String> replayed,
            Optional<Long> bytesReclaimed) {
        static Figures of(Report report) {
            return new Figures(
                    report.snapshot(),
                    report.estimated().count(),
                    report.travelled().count(),
                    report.transferring().toMillis(),
                    report.downtime().map(Duration::toMillis),
                    report.retired(),
                    report.timeline().map(timeline -> timeline.id()),
                    report.replayed().map(Object::toString),
                    report.reclaimed().map(Bytes::count));
        }
    }

    /** A failure; {@code code} is its name in the table of exit codes, {@code mistakes} those of a wrong configuration. */
    @Json
    record ErrorView(
            String code,
            int exitStatus,
            String sentence,
            List<String> evidence,
            String remedy,
            List<ConfigView.MistakeView> mistakes) {
        static ErrorView of(Failure failure) {
            return new ErrorView(
                    failure.exitCode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    failure.exitCode().status(),
                    failure.sentence(),
                    failure.evidence(),
                    failure.remedy(),
                    failure.getCause() instanceof MistakesFound found
                            ? found.mistakes().stream()
                                    .map(ConfigView.MistakeView::of)
                                    .toList()
                            : List.of());
        }
    }

    /** What {@code check} found. */
    @Json
    record Check(boolean ready, List<FindingView> findings) {
        static Check of(List<Finding> findings) {
            return new Check(
                    findings.stream().noneMatch(Finding::isBlocking),
                    findings.stream().map(FindingView::of).toList());
        }
    }

    /** One finding. */
    @Json
    record FindingView(String id, String grade, String sentence, List<String> evidence, String remedy) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.id(),
                    finding.grade().name().toLowerCase(Locale.ROOT),
                    finding.sentence(),
                    finding.evidence(),
                    finding.remedy());
        }
    }
}
