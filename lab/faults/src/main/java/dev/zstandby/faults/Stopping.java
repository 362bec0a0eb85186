package dev.zstandby.faults;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Progress;
import dev.zstandby.operations.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Tells of each step what kind it is and how long it took, and stops this process (SIGSTOP, as of signal(7)) at the moment that was
 * chosen. What it started goes on; whoever waits for the stop breaks something, and ends this process or lets it go on.
 */
final class Stopping implements Progress {
    private final Moment moment;
    private final Process stopper;
    private boolean stopped;
    private int current;
    private long began;

    Stopping(Moment moment) {
        this.moment = moment;
        this.stopper = stopper();
    }

    /** Waits for a line from now on: starting a program takes longer than some steps. It ends with this process. */
    private static Process stopper() {
        try {
            return new ProcessBuilder(
                            "sh",
                            "-c",
                            "read -r _ && kill -STOP " + ProcessHandle.current().pid())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(int number, int total, Step step) {
        current = number;
        if (moment.equals(new Moment.Before(number))) {
            stop();
        }
        began = System.nanoTime();
        begin(number, total, step.getClass().getSimpleName() + "\t" + step.describe());
        if (moment instanceof Moment.During(var chosen, var later) && chosen == number) {
            if (later.isZero()) {
                // A thread of its own might come too late for a step that is over at once.
                stop();
            } else {
                Thread.ofPlatform().daemon().start(() -> stopAfter(later));
            }
        }
    }

    @Override
    public void begin(int number, int total, String what) {
        tell("step\t%d\t%d\t%s".formatted(number, total, what));
    }

    @Override
    public void end() {
        tell("done\t%d\t%d"
                .formatted(current, Duration.ofNanos(System.nanoTime() - began).toMillis()));
        if (moment.equals(new Moment.After(current))) {
            stop();
        }
    }

    @Override
    public void transferred(Bytes sofar, Bytes expected) {
        // How far a stream is says nothing about the step.
    }

    @Override
    public void note(String sentence) {
        tell("note\t" + sentence);
    }

    static void tell(String line) {
        System.out.println(line);
    }

    private void stopAfter(Duration later) {
        try {
            Thread.sleep(later);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    /** Once: a later attempt comes to the same step again. */
    private void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try (var line = stopper.outputWriter()) {
            line.newLine();
            line.flush();
            stopper.waitFor();
            // The signal is on its way then; on a busy machine it comes a moment later.
            Thread.sleep(500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
