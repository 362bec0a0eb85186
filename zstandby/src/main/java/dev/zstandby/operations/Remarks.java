package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a draft has to say about its values and about the host. */
final class Remarks {
    private final Map<String, String> byKey = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param key dotted, as the configuration writes it */
    void at(String key, String sentence) {
        byKey.put(key, sentence);
    }

    void finding(Finding finding) {
        findings.add(finding);
    }

    Map<String, String> byKey() {
        return byKey;
    }

    List<Finding> findings() {
        return findings;
    }
}
