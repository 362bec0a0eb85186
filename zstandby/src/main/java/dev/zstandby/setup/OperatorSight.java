package dev.zstandby.setup;

import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is already of what lets the gate's user run commands itself.
 *
 * @param configurationFile by which the commands are configured
 * @param programs by its name, where sudo finds each; what is not installed is not among them
 * @param live where the group's datasets are mounted; of those that are not there yet where they will be, as far as that is known
 * @param own the properties that were set on the live datasets
 * @param sudoers the lines of setup's file for sudo
 * @param runtime the lines of setup's file for systemd-tmpfiles
 * @param keysOfOthers the private keys that are there and do not belong to the user
 * @param neighbours what lies below the datasets above the group and is neither of it nor of zstandby's trees
 * @param loose those of the datasets above the group in which files may have rights of their own
 * @param hasDataDirectory whether the place of the data directory is there
 */
record OperatorSight(
        Path configurationFile,
        Map<String, Path> programs,
        Map<Member, Path> live,
        List<String> own,
        List<String> sudoers,
        List<String> runtime,
        Set<Path> keysOfOthers,
        List<DatasetName> neighbours,
        List<DatasetName> loose,
        boolean hasDataDirectory) {
    OperatorSight {
        programs = Map.copyOf(programs);
        live = Map.copyOf(live);
        own = List.copyOf(own);
        sudoers = List.copyOf(sudoers);
        runtime = List.copyOf(runtime);
        keysOfOthers = Set.copyOf(keysOfOthers);
        neighbours = List.copyOf(neighbours);
        loose = List.copyOf(loose);
    }
}
