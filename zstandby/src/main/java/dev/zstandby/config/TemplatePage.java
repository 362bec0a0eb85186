package dev.zstandby.config;

import dev.zstandby.config.Key.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The file as it is being written: where it is, and how far it is indented. */
final class TemplatePage {
    private final Map<String, String> remarks;
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    TemplatePage(Map<String, String> remarks) {
        this.remarks = Map.copyOf(remarks);
    }

    void comment(String sentence) {
        line("# " + sentence.replaceAll("\\p{Cntrl}|\\R", " ").strip());
    }

    void blankLine() {
        text.append('\n');
    }

    /** A key of the table and its value, below what is to be said about them. */
    void value(Value<?> key, String value) {
        describe(key);
        line(key.name() + ": " + YamlScalar.of(value));
    }

    /** A key that has no value, ready to be given one. */
    void absent(Value<?> key) {
        describe(key);
        line("#" + key.name() + ":");
    }

    void section(Key key, Runnable contents) {
        if (open.isEmpty()) {
            blankLine();
        }
        describe(key);
        below(key.name(), contents);
    }

    /** A value whose key the user named. */
    void entry(String name, String value) {
        remark(name);
        line(YamlScalar.of(name) + ": " + YamlScalar.of(value));
    }

    /** A section whose key the user named. */
    void entry(String name, Runnable contents) {
        remark(name);
        below(name, contents);
    }

    String text() {
        return text.toString();
    }

    private void below(String name, Runnable contents) {
        line(YamlScalar.of(name) + ":");
        open.addLast(name);
        contents.run();
        open.removeLast();
    }

    private void describe(Key key) {
        String phrase = key.description();
        comment(Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".");
        remark(key.name());
    }

    private void remark(String name) {
        String path = open.isEmpty() ? name : String.join(".", open) + "." + name;
        String remark = remarks.get(path);
        if (remark != null) {
            comment(remark);
        }
    }

    private void line(String line) {
        text.repeat("  ", open.size()).append(line).append('\n');
    }
}
