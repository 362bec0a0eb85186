package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps what is said, and gives one answer to every question. */
final class RecordingConsole implements Console {
    final List<String> results = new ArrayList<>();
    final List<String> questions = new ArrayList<>();
    private final String answer;

    RecordingConsole(String answer) {
        this.answer = answer;
    }

    @Override
    public void begin(int number, int total, String what) {}

    @Override
    public void transferred(Bytes sofar, Bytes expected) {}

    @Override
    public void end() {}

    @Override
    public void note(String sentence) {}

    @Override
    public void result(String line) {
        results.add(line);
    }

    @Override
    public void detail(Supplier<String> line) {}

    @Override
    public void failure(Failure failure) {}

    @Override
    public String ask(String question) {
        questions.add(question);
        return answer;
    }
}
