package dev.zstandby.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Collects what a child says on standard error, on a thread of its own. */
final class Words {
    static final Executor READERS = task -> Thread.ofPlatform().daemon().start(task);
    private static final int MOST = 64 * 1024;

    private Words() {}

    static CompletableFuture<String> of(InputStream errors) {
        return CompletableFuture.supplyAsync(() -> read(errors), READERS);
    }

    private static String read(InputStream errors) {
        try (errors) {
            var kept = errors.readNBytes(MOST);
            errors.skip(Long.MAX_VALUE);
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
