package dev.zstandby.postgres;

import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * Makes sockets that notice within 40 seconds that the other host is gone, also while an answer may take an hour, as that to CHECKPOINT
 * may. Linux would ask for the first time after two hours (tcp_keepalive_time in tcp(7)). The driver makes it from its name.
 */
public final class WatchedSockets extends SocketFactory {
    /** In seconds, and a number: as {@code ssh} is told to watch its connection. */
    private static final Map<SocketOption<Integer>, Integer> OPTIONS =
            Map.of(TCP_KEEPIDLE, 10, TCP_KEEPINTERVAL, 10, TCP_KEEPCOUNT, 3);

    @Override
    public Socket createSocket() throws IOException {
        var socket = new Socket();
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (var option : OPTIONS.entrySet()) {
            // Not every platform has all of them.
            if (socket.supportedOptions().contains(option.getKey())) {
                socket.setOption(option.getKey(), option.getValue());
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress ownHost, int ownPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(ownHost, ownPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress ownHost, int ownPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(ownHost, ownPort));
    }

    private Socket connected(SocketAddress address) throws IOException {
        return connected(address, new InetSocketAddress(0));
    }

    private Socket connected(SocketAddress address, SocketAddress own) throws IOException {
        var socket = createSocket();
        socket.bind(own);
        socket.connect(address);
        return socket;
    }
}
