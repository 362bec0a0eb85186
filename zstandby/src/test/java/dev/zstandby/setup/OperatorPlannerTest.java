package dev.zstandby.setup;

import static dev.zstandby.setup.SetupSamples.IDENTITY;
import static dev.zstandby.setup.SetupSamples.PARENT;
import static dev.zstandby.setup.SetupSamples.ready;
import static dev.zstandby.setup.SetupSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.OperatorGround;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorPlannerTest {
    private static final Path DATA = Path.of("/var/lib/postgresql/17/main");
    private static final Map<String, Path> PROGRAMS = Map.of(
            "mount", Path.of("/usr/bin/mount"),
            "umount", Path.of("/usr/bin/umount"),
            "zfs", Path.of("/usr/sbin/zfs"),
            "systemctl", Path.of("/usr/bin/systemctl"),
            "sudo", Path.of("/usr/bin/sudo"),
            "visudo", Path.of("/usr/sbin/visudo"));
    private static final OperatorSight NOTHING = new OperatorSight(
            Path.of("/etc/zstandby/zstandby.yaml"),
            PROGRAMS,
            List.of(),
            List.of(),
            false,
            Map.of(IDENTITY, "root"),
            List.of(),
            ground(Map.of(PARENT, List.of("devices", "setuid", "volmode"))),
            true);

    private static OperatorGround ground(Map<DatasetName, List<String>> loose) {
        return new OperatorGround(Map.of(Member.DATA, DATA), List.of("recordsize"), loose, List.of());
    }

    private static List<String> words(SetupSight seen) {
        return SetupPlanner.plan(seen, Optional.empty(), SetupSamples.FRESH).changes().stream()
                .flatMap(change -> change.acts().stream())
                .map(SetupScript::inWords)
                .toList();
    }

    @Test
    void everyCommandIsAllowedWithAllItsArguments() {
        assertThat(words(with(ready(), NOTHING)).getLast()).isEqualTo("""
                        write /etc/sudoers.d/zstandby-tank-pg-data:
                          %s
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/mount -t zfs -o zfsutil\\,nosuid\\,nodev tank/pg/data.zstandby-staged /run/zstandby/staged/data
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/umount /run/zstandby/staged/data
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/sbin/zfs set -u mountpoint\\=/var/lib/postgresql/17/main tank/pg/data.zstandby-staged
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/mount -t zfs -o zfsutil\\,nosuid\\,nodev tank/pg/data /var/lib/postgresql/17/main
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/umount /var/lib/postgresql/17/main
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/mount -t zfs -o zfsutil\\,nosuid\\,nodev tank/pg/wal.zstandby-staged /run/zstandby/staged/wal
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/umount /run/zstandby/staged/wal
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/systemctl start postgresql@17-main
                          zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/systemctl stop postgresql@17-main
                          zstandby ALL=(postgres) CWD=/ NOPASSWD: /usr/bin/zstandby owner --config /etc/zstandby/zstandby.yaml""".formatted(SudoRules.COMMENT));
    }

    @Test
    void theRestOfWhatTheUserNeedsComesBefore() {
        assertThat(words(with(ready(), NOTHING)))
                .startsWith(
                        "zfs allow zstandby snapshot,send,hold,release,userprop,mount,create,receive,rename,promote,rollback,"
                                + "destroy,clone,canmount,recordsize tank/pg",
                        "chown -h zstandby /etc/zstandby/id_ed25519",
                        "zfs set devices=off setuid=off volmode=none tank/pg")
                .anySatisfy(act -> assertThat(act)
                        .startsWith("write /etc/tmpfiles.d/zstandby-tank-pg-data.conf:")
                        .contains("f /run/zstandby/tank!pg!data.lock 0660 root zstandby -"))
                .hasSize(6);
    }

    @Test
    void withAllOfItThereIsNothingToDo() {
        var seen = with(ready(), NOTHING);
        var there = new OperatorSight(
                NOTHING.configurationFile(),
                PROGRAMS,
                OperatorPlanner.rules(seen, NOTHING),
                OperatorPlanner.runtimeLines(seen),
                true,
                Map.of(),
                List.of(),
                ground(Map.of()),
                true);
        var plan = SetupPlanner.plan(SetupSamples.permitted(with(seen, there)), Optional.empty(), SetupSamples.FRESH);
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.notes()).anyMatch(note -> note.startsWith("Where wal will be mounted is not known yet"));
    }

    @Test
    void whatWouldGiveTheUserMoreThanTheGroupIsInTheWay() {
        var beside = new OperatorSight(
                NOTHING.configurationFile(),
                Map.of("zfs", Path.of("/sbin/zfs")),
                List.of(),
                List.of(),
                true,
                Map.of(),
                List.of(new DatasetName("tank/pg/other")),
                new OperatorGround(
                        Map.of(Member.DATA, Path.of("/srv/my data")),
                        List.of(),
                        Map.of(),
                        List.of("zfs inherit setuid tank/pg/data")),
                true);
        assertThat(SetupChecks.obstacles(with(ready(), beside), Optional.empty()))
                .extracting(Finding::id)
                .containsExactly("sudo", "spaces", "own-rights", "neighbours");
    }

    /** What sudo would take for a pattern is a mere character. */
    @Test
    void noArgumentIsAPattern() {
        assertThat(SudoRules.rule(
                        "zstandby", "root", dev.zstandby.host.Command.of("umount", "/srv/a b*[x]?!,:=\\"), PROGRAMS))
                .isEqualTo(
                        "zstandby ALL=(root) CWD=/ NOPASSWD: /usr/bin/umount /srv/a\\ b\\*\\[x\\]\\?\\!\\,\\:\\=\\\\");
    }

    @Test
    void theUserIsGivenNothingThatGivesRights() {
        assertThat(OperatorRights.permissions(OperatorRights.grantable(
                        Map.of("setuid", "on", "mountpoint", "/x", "devices", "on", "org:note", "x", "atime", "off"))))
                .contains("atime", "userprop")
                .doesNotContain("setuid", "devices", "mountpoint", "org:note", "allow", "share");
    }
}
