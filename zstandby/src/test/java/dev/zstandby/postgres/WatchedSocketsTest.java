package dev.zstandby.postgres;

import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class WatchedSocketsTest {
    private final WatchedSockets sockets = new WatchedSockets();

    @Test
    void aHostThatIsGoneIsNoticedWithinFortySeconds() throws IOException {
        try (var socket = sockets.createSocket()) {
            assertThat(secondsUntilNoticed(socket)).isEqualTo(40);
        }
    }

    @Test
    void soItIsOnOnesThatAreConnectedAtOnce() throws IOException {
        var here = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 5, here)) {
            int port = server.getLocalPort();
            try (var byName = sockets.createSocket(here.getHostAddress(), port);
                    var byAddress = sockets.createSocket(here, port);
                    var fromName = sockets.createSocket(here.getHostAddress(), port, here, 0);
                    var fromAddress = sockets.createSocket(here, port, here, 0)) {
                assertThat(new Socket[] {byName, byAddress, fromName, fromAddress})
                        .allSatisfy(socket -> {
                            assertThat(socket.isConnected()).isTrue();
                            assertThat(secondsUntilNoticed(socket)).isEqualTo(40);
                        });
            }
        }
    }

    private static int secondsUntilNoticed(Socket socket) throws IOException {
        assertThat(socket.getKeepAlive()).isTrue();
        return socket.getOption(TCP_KEEPIDLE) + socket.getOption(TCP_KEEPINTERVAL) * socket.getOption(TCP_KEEPCOUNT);
    }
}
