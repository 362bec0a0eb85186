package dev.zstandby.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work beside the caller's, on platform threads that do not keep the program alive. Reading what a child prints must not
 * happen on virtual threads: on JDK 25 a blocked read pins the carrier.
 */
public final class Background {
    /** What is kept of a stream; the rest is read and dropped, so that no child blocks on a full pipe. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private Background() {}

    /** Starts the work at once. */
    public static <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Background::thread);
    }

    /** Starts work that has no result. */
    public static CompletableFuture<Void> start(Runnable work) {
        return CompletableFuture.runAsync(work, Background::thread);
    }

    /** All that the stream holds until its end, up to {@value #MOST_BYTES} bytes, as text. */
    public static CompletableFuture<String> read(InputStream stream) {
        return start(() -> text(stream));
    }

    private static String text(InputStream stream) {
        try (stream) {
            var kept = stream.readNBytes(MOST_BYTES);
            stream.skip(Long.MAX_VALUE);
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Starts work that nobody waits for. */
    public static void thread(Runnable work) {
        Thread.ofPlatform().daemon().start(work);
    }
}
