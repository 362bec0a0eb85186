package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.config.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What can be asked only once both nodes have been seen.
 *
 * @param expected about how many bytes will arrive for each member
 * @param occupied the places for members that are not live yet which hold files already, so that a mount would hide them
 * @param attempts what only an attempt can show; empty when nothing was tried
 * @param unneeded what is held here for the peer and need not be, so that it need not be on the peer either
 */
record Inquiry(Map<Member, Bytes> expected, List<Path> occupied, List<Finding> attempts, Holds.Unneeded unneeded) {
    /** Nothing was asked. */
    static final Inquiry NONE = new Inquiry(Map.of(), List.of(), List.of(), Holds.Unneeded.NONE);

    Inquiry {
        expected = Map.copyOf(expected);
        occupied = List.copyOf(occupied);
        attempts = List.copyOf(attempts);
    }

    Inquiry occupying(List<Path> places) {
        return new Inquiry(expected, places, attempts, unneeded);
    }

    /** With what will arrive, and with what can be let go of. */
    Inquiry foreseeing(Map<Member, Bytes> bytes, Holds.Unneeded held) {
        return new Inquiry(bytes, occupied, attempts, held);
    }

    Inquiry having(List<Finding> tried) {
        return new Inquiry(expected, occupied, tried, unneeded);
    }

    /** The attempts that a standby could not stream after. */
    List<Finding> failedAttempts() {
        return attempts.stream().filter(Finding::isBlocking).toList();
    }
}
