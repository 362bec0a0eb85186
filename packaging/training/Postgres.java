import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for a primary and a standby while the ahead-of-time cache is made: answers what zstandby asks with the rows of
 * the file {@code answers}, so that what a command does with them is recorded as well (PostgreSQL manual, "Message Formats").
 *
 * <p>Usage: {@code java Postgres.java ANSWERS PORTS}. Writes the ports of the primary and of the standby to PORTS, and ends
 * with the process that started it.
 */
final class Postgres {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int TEXT = 25;
    /** As packaging/stand-ins writes it into the passfile. */
    private static final String PASSWORD = "secret";
    private static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);
    private static final String PARAMETERS =
            "server_version=17.6 client_encoding=UTF8 DateStyle=ISO TimeZone=Etc/UTC integer_datetimes=on"
                    + " standard_conforming_strings=on";

    /** A line {@code WHO SQL'S BEGINNING => COLUMN | COLUMN}; a line with no columns means no row. */
    private record Known(String who, String sql, List<String> columns) {
        static Known parse(String line) {
            var sides = line.split(" =>", 2);
            var question = sides[0].split(" ", 2);
            return new Known(
                    question[0],
                    question[1],
                    sides[1].isBlank() ? List.of() : List.of(sides[1].strip().split(" \\| ", -1)));
        }
    }

    /** The body of a message. */
    private static final class Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        Body text(String text) throws IOException {
            data.write(text.getBytes(StandardCharsets.UTF_8));
            data.writeByte(0);
            return this;
        }

        Body value(String text) throws IOException {
            byte[] value = text.getBytes(StandardCharsets.UTF_8);
            data.writeInt(value.length);
            data.write(value);
            return this;
        }

        Body bytes(String text) throws IOException {
            data.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Body number(int number) throws IOException {
            data.writeInt(number);
            return this;
        }

        Body small(int number) throws IOException {
            data.writeShort(number);
            return this;
        }
    }

    private final String who;
    private final List<Known> answers;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<String, String> statements = new HashMap<>();
    private String bound = "";

    private Postgres(String who, List<Known> answers, Socket socket) throws IOException {
        this.who = who;
        this.answers = answers;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    public static void main(String[] arguments) throws IOException {
        var answers = Files.readAllLines(Path.of(arguments[0])).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Known::parse)
                .toList();
        Files.writeString(Path.of(arguments[1]), listen("primary", answers) + " " + listen("standby", answers) + "\n");
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    private static int listen(String who, List<Known> answers) throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    var session = new Postgres(who, answers, server.accept());
                    Thread.ofVirtual().start(session::serve);
                } catch (IOException e) {
                    return;
                }
            }
        });
        return server.getLocalPort();
    }

    private void serve() {
        try (in; out) {
            begin();
            while (true) {
                out.flush();
                char kind = (char) in.readByte();
                answer(kind, ByteBuffer.wrap(in.readNBytes(in.readInt() - 4)));
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private void begin() throws IOException {
        if (ByteBuffer.wrap(in.readNBytes(in.readInt() - 4)).getInt() == SSL_REQUEST) {
            out.writeByte('N');
            out.flush();
            in.readNBytes(in.readInt() - 4);
        }
        authenticate();
        for (String parameter : PARAMETERS.split(" ")) {
            var sides = parameter.split("=");
            send('S', new Body().text(sides[0]).text(sides[1]));
        }
        ready();
    }

    /** As a server with SCRAM-SHA-256 does (RFC 5802), but lets everybody in: what the client does for it is to be recorded. */
    private void authenticate() throws IOException {
        send('R', new Body().number(10).text("SCRAM-SHA-256").text(""));
        var first = response();
        var bare = first.substring(first.indexOf("n="));
        var challenge = "r=%s,s=%s,i=1".formatted(bare.substring(bare.indexOf("r=") + 2) + "server", base64(SALT));
        send('R', new Body().number(11).bytes(challenge));
        var last = response();
        var signed = "%s,%s,%s".formatted(bare, challenge, last.substring(0, last.indexOf(",p=")));
        var salted = hmac(PASSWORD.getBytes(StandardCharsets.UTF_8), ByteBuffer.allocate(SALT.length + 4).put(SALT).putInt(1).array());
        var serverKey = hmac(salted, "Server Key".getBytes(StandardCharsets.UTF_8));
        var signature = hmac(serverKey, signed.getBytes(StandardCharsets.UTF_8));
        send('R', new Body().number(12).bytes("v=" + base64(signature)));
        send('R', new Body().number(0));
    }

    /** What is in a SASLInitialResponse or a SASLResponse. */
    private String response() throws IOException {
        out.flush();
        in.readByte();
        var body = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
        return body.contains("n,,") ? body.substring(body.indexOf("n,,")) : body;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(char kind, ByteBuffer body) throws IOException {
        switch (kind) {
            case 'P' -> {
                statements.put(text(body), text(body));
                send('1', new Body());
            }
            case 'B' -> {
                text(body);
                bound = statements.getOrDefault(text(body), "");
                send('2', new Body());
            }
            case 'D' -> {
                if (!describe(bound)) {
                    send('n', new Body());
                }
            }
            case 'E' -> execute(bound);
            case 'S' -> ready();
            case 'Q' -> {
                var sql = text(body);
                describe(sql);
                execute(sql);
                ready();
            }
            case 'C' -> send('3', new Body());
            case 'X' -> out.close();
            default -> {}
        }
    }

    private static String text(ByteBuffer body) {
        int start = body.position();
        while (body.get() != 0) {}
        return new String(body.array(), start, body.position() - start - 1, StandardCharsets.UTF_8);
    }

    private List<Known> known(String sql) {
        var known = answers.stream()
                .filter(answer -> List.of(who, "any").contains(answer.who()) && sql.startsWith(answer.sql()))
                .toList();
        if (known.isEmpty()) {
            System.err.println("no answer for the " + who + " to: " + sql);
        }
        return known;
    }

    /** Whether there are columns; a question without a row has one that nobody reads. */
    private boolean describe(String sql) throws IOException {
        int columns = known(sql).stream().mapToInt(row -> row.columns().size()).max().orElse(0);
        if (columns == 0 && !sql.startsWith("SELECT")) {
            return false;
        }
        columns = Math.max(1, columns);
        var body = new Body().small(columns);
        for (int i = 0; i < columns; i++) {
            body.text("c" + i).number(0).small(0).number(TEXT).small(-1).number(-1).small(0);
        }
        send('T', body);
        return true;
    }

    private void execute(String sql) throws IOException {
        for (Known row : known(sql)) {
            if (!row.columns().isEmpty()) {
                var body = new Body().small(row.columns().size());
                for (String column : row.columns()) {
                    body.value(column);
                }
                send('D', body);
            }
        }
        send('C', new Body().text(sql.startsWith("SELECT") ? "SELECT 1" : "SET"));
    }

    private void ready() throws IOException {
        out.writeByte('Z');
        out.writeInt(5);
        out.writeByte('I');
    }

    private void send(char kind, Body body) throws IOException {
        out.writeByte(kind);
        out.writeInt(body.bytes.size() + 4);
        body.bytes.writeTo(out);
    }
}
