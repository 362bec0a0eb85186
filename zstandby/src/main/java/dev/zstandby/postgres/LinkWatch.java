package dev.zstandby.postgres;

import dev.zstandby.host.Background;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells when a server can no longer be reached, while an answer of it is awaited that may take an hour. Keepalive (see {@link WatchedSockets})
 * is silent while the question itself is still on its way, and Linux sends that again for a quarter of an hour (tcp_retries2 in tcp(7)); the JDK
 * does not know TCP_USER_TIMEOUT (jdk.net.ExtendedSocketOptions). So this knocks at the server's port from time to time. Whoever comes and goes
 * without a word leaves no line in the server's log (ProcessStartupPacket in PostgreSQL's backend_startup.c), unless log_connections asks for it.
 */
final class LinkWatch implements AutoCloseable {
    /** In a row, after which the server counts as gone; one may be a moment's doing. */
    private static final int MOST_FAILURES = 3;

    private final InetSocketAddress address;
    private final Duration pause;
    private final Duration limit;
    private final Runnable whenGone;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LinkWatch(InetSocketAddress address, Duration pause, Duration limit, Runnable whenGone) {
        this.address = address;
        this.pause = pause;
        this.limit = limit;
        this.whenGone = whenGone;
    }

    /** Watches until it is closed. A server that is gone is noticed within 40 seconds, as by keepalive. */
    static LinkWatch over(Endpoint endpoint, Runnable whenGone) {
        return over(endpoint, Duration.ofSeconds(5), Duration.ofSeconds(8), whenGone);
    }

    /**
     * @param pause before each knock
     * @param limit within which the server has to take the connection
     * @param whenGone called once, on a thread of its own
     */
    static LinkWatch over(Endpoint endpoint, Duration pause, Duration limit, Runnable whenGone) {
        var address = new InetSocketAddress(endpoint.host(), endpoint.port());
        var watch = new LinkWatch(address, pause, limit, whenGone);
        Background.thread(watch::run);
        return watch;
    }

    private void run() {
        int failures = 0;
        while (failures < MOST_FAILURES && !isClosedAfterPause()) {
            failures = isReachable() ? 0 : failures + 1;
        }
        if (failures == MOST_FAILURES && closed.getCount() > 0) {
            whenGone.run();
        }
    }

    private boolean isClosedAfterPause() {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isReachable() {
        try (var socket = new Socket()) {
            socket.connect(address, (int) limit.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
