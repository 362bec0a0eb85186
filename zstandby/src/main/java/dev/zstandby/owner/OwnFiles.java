package dev.zstandby.owner;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.DataDirectory;
import dev.zstandby.postgres.Passfile;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.ServerLog;
import dev.zstandby.postgres.StartupSigns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reached by this process itself, which runs as root or as their owner. */
record OwnFiles(Configuration configuration, Commands commands) implements OwnersFiles {
    @Override
    public Optional<ControlData> controlData() {
        var lines = controlLines();
        return lines.isEmpty() ? Optional.empty() : Optional.of(ControlData.parse(lines));
    }

    /** What {@code pg_controldata} prints; nothing when there is no data directory. */
    List<String> controlLines() {
        var directory = configuration.postgres().dataDirectory();
        return new DataDirectory(directory).hasControlFile()
                ? ControlData.lines(commands, configuration.postgres().binDirectory(), directory)
                : List.of();
    }

    @Override
    public boolean holdFiles(Path directory) {
        return Places.holdFiles(directory);
    }

    @Override
    public boolean hasStandbySignal() {
        return new DataDirectory(configuration.postgres().dataDirectory()).hasStandbySignal();
    }

    @Override
    public List<String> startupSigns() {
        var postgres = configuration.postgres();
        return StartupSigns.of(
                commands, postgres.dataDirectory(), postgres.logFile().map(ServerLog::new));
    }

    @Override
    public List<String> lastLogLines(int count) {
        return configuration
                .postgres()
                .logFile()
                .map(file -> new ServerLog(file).last(count))
                .orElse(List.of());
    }

    @Override
    public void makeStandby(Image image) {
        new ImageWork(configuration, commands, image).run();
    }

    @Override
    public void tryStreaming(NodeName peer) {
        var endpoint = Endpoints.streaming(configuration, Endpoints.peer(configuration, peer));
        new Passfile(endpoint.passfile()).mustServe(configuration.postgres().owner());
        Server.tryReplication(endpoint);
    }
}
