package dev.zstandby.cli;

import dev.zstandby.operations.Report;
import java.util.ArrayList;
import java.util.List;

/** A report for people. */
final class ReportText {
    private ReportText() {}

    static List<String> lines(Report report) {
        var lines = new ArrayList<String>();
        lines.add("Done: " + report.summary());
        report.snapshot().ifPresent(name -> {
            lines.add("  snapshot     " + name);
            if (!report.transferring().isZero()) {
                lines.add("  travelled    %s in %s"
                        .formatted(report.travelled(), Figures.seconds(report.transferring())));
            }
        });
        report.reclaimed().ifPresent(bytes -> lines.add("  given back   " + bytes));
        report.downtime().ifPresent(downtime -> lines.add("  downtime     " + Figures.seconds(downtime)));
        report.timeline()
                .ifPresent(timeline -> lines.add("  streams      on timeline %s, replayed up to %s"
                        .formatted(
                                timeline,
                                report.replayed().map(Object::toString).orElse("?"))));
        report.retired().ifPresent(id -> lines.add("  kept         the former tree, as retired %s".formatted(id)));
        return lines;
    }
}
