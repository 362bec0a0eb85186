package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.Silence;
import java.time.Duration;

/** This node's PostgreSQL, before it is stopped. */
final class OwnServer {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private OwnServer() {}

    /** Has it write while it serves what it would otherwise write while it stops. Where it does not, the stop takes longer. */
    static void flush(Machine machine) {
        try (var server = Server.connect(machine.ownEndpoint(), ANSWER)) {
            server.checkpoint();
        } catch (Failure later) {
            // Whether it can be asked at all is looked at right after this.
        }
    }

    /**
     * Looks at it; changes nothing.
     *
     * @param active whether its service runs
     * @param hasLive whether there is a live dataset
     */
    static LocalServer look(Machine machine, boolean active, boolean hasLive) {
        var directory = machine.configuration().postgres().dataDirectory();
        if (active) {
            try (var server = Server.connect(machine.ownEndpoint(), ANSWER)) {
                return new LocalServer.Running(server.state());
            } catch (Failure why) {
                return new LocalServer.Silent(
                        why, Silence.of(why), machine.files().controlData());
            }
        }
        return machine.files()
                .controlData()
                .<LocalServer>map(control ->
                        new LocalServer.Stopped(control, machine.files().hasStandbySignal()))
                .orElseGet(
                        () -> new LocalServer.Absent(!hasLive && machine.files().holdFiles(directory)));
    }
}
