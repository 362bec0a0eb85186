package dev.zstandby.owner;

import static java.util.Objects.requireNonNull;

import dev.zstandby.NodeName;
import io.avaje.jsonb.Json;
import java.nio.file.Path;

/** Everything that the process of the server's owner can be asked, as {@link OwnersFiles} has it. */
@Json(typeProperty = "request")
@Json.SubType(type = OwnerRequest.Control.class, name = "control")
@Json.SubType(type = OwnerRequest.HoldFiles.class, name = "hold-files")
@Json.SubType(type = OwnerRequest.StandbySignal.class, name = "standby-signal")
@Json.SubType(type = OwnerRequest.Signs.class, name = "signs")
@Json.SubType(type = OwnerRequest.LastLogLines.class, name = "last-log-lines")
@Json.SubType(type = OwnerRequest.MakeStandby.class, name = "make-standby")
@Json.SubType(type = OwnerRequest.TryStreaming.class, name = "try-streaming")
public sealed interface OwnerRequest {
    record Control() implements OwnerRequest {}

    record HoldFiles(Path directory) implements OwnerRequest {
        public HoldFiles {
            requireNonNull(directory);
        }
    }

    record StandbySignal() implements OwnerRequest {}

    record Signs() implements OwnerRequest {}

    record LastLogLines(int count) implements OwnerRequest {
        private static final int MOST = 1000;

        public LastLogLines {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("from 1 to %d lines".formatted(MOST));
            }
        }
    }

    record MakeStandby(Image image) implements OwnerRequest {
        public MakeStandby {
            requireNonNull(image);
        }
    }

    record TryStreaming(NodeName peer) implements OwnerRequest {
        public TryStreaming {
            requireNonNull(peer);
        }
    }
}
