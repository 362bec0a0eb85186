package dev.zstandby.setup;

import dev.zstandby.operations.OperatorGround;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What there is already of what lets the gate's user run commands itself.
 *
 * @param configurationFile by which the commands are configured
 * @param programs by its name, where sudo finds each; what is not installed is not among them
 * @param sudoers the lines of setup's file for sudo
 * @param runtime the lines of setup's file for systemd-tmpfiles
 * @param hasRuntime whether the files that it names are there
 * @param keysOfOthers the private keys that are there and do not belong to the user, and to whom they do
 * @param neighbours what lies below the datasets above the group and is neither of it nor of zstandby's trees
 * @param ground the datasets that the user is to work on
 * @param hasDataDirectory whether the place of the data directory is there
 */
record OperatorSight(
        Path configurationFile,
        Map<String, Path> programs,
        List<String> sudoers,
        List<String> runtime,
        boolean hasRuntime,
        Map<Path, String> keysOfOthers,
        List<DatasetName> neighbours,
        OperatorGround ground,
        boolean hasDataDirectory) {
    OperatorSight {
        programs = Map.copyOf(programs);
        sudoers = List.copyOf(sudoers);
        runtime = List.copyOf(runtime);
        keysOfOthers = Map.copyOf(keysOfOthers);
        neighbours = List.copyOf(neighbours);
    }
}
