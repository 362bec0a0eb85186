package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkWatchTest {
    private final ServerSocket server;
    private final CountDownLatch gone = new CountDownLatch(1);

    LinkWatchTest() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void theServerEnds() throws IOException {
        server.close();
    }

    @Test
    void aServerThatTakesConnectionsIsThereHoweverLongItIsSilent() throws IOException {
        try (var _ = watching(Duration.ofMillis(10))) {
            for (int knocks = 0; knocks < 10; knocks++) {
                server.accept().close();
            }
            assertThat(gone.getCount()).isOne();
        }
    }

    @Test
    void oneThatTakesNoneAnyMoreIsGone() throws Exception {
        try (var _ = watching(Duration.ofMillis(10))) {
            server.accept().close();
            theServerEnds();
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nothingIsToldOnceTheAnswerIsThere() throws Exception {
        watching(Duration.ofMillis(100)).close();
        theServerEnds();
        assertThat(gone.await(1, TimeUnit.SECONDS)).isFalse();
    }

    private LinkWatch watching(Duration pause) {
        var address = server.getInetAddress().getHostAddress();
        var endpoint =
                new Endpoint("alpha", address, server.getLocalPort(), "zstandby", "postgres", Path.of("passfile"));
        return LinkWatch.over(endpoint, pause, Duration.ofSeconds(5), gone::countDown);
    }
}
