package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Looks into what checks found. */
final class Findings {
    private Findings() {}

    /** The finding with this id, of this grade and with this in its remedy. */
    static Finding found(List<Finding> findings, String id, Finding.Grade grade, String remedy) {
        var finding = findings.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + findings));
        assertThat(finding.grade()).isEqualTo(grade);
        assertThat(finding.remedy()).contains(remedy);
        return finding;
    }

    static List<String> blocking(List<Finding> findings) {
        return findings.stream().filter(Finding::isBlocking).map(Finding::id).toList();
    }

    static List<String> ids(List<Finding> findings) {
        return findings.stream().map(Finding::id).toList();
    }
}
