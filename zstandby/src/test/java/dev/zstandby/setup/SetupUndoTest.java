package dev.zstandby.setup;

import static dev.zstandby.setup.SetupSamples.ALPHA;
import static dev.zstandby.setup.SetupSamples.DATA;
import static dev.zstandby.setup.SetupSamples.FRESH;
import static dev.zstandby.setup.SetupSamples.PARENT;
import static dev.zstandby.setup.SetupSamples.POOL;
import static dev.zstandby.setup.SetupSamples.RULES;
import static dev.zstandby.setup.SetupSamples.bare;
import static dev.zstandby.setup.SetupSamples.card;
import static dev.zstandby.setup.SetupSamples.primary;
import static dev.zstandby.setup.SetupSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import dev.zstandby.zfs.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupUndoTest {
    @TempDir
    Path temp;

    private static List<Change> changes(SetupSight seen) {
        return SetupPlanner.plan(seen, Optional.of(card(Optional.empty())), FRESH)
                .changes();
    }

    private static List<String> words(SetupPlan plan) {
        return plan.changes().stream()
                .flatMap(change -> change.acts().stream())
                .map(SetupScript::inWords)
                .toList();
    }

    @Test
    void theNewestChangeIsTakenBackFirst() {
        var seen = bare();
        var plan = SetupUndoPlanner.plan(ALPHA, changes(seen), primary(Optional.empty()), seen.datasets(), DATA);
        assertThat(words(plan))
                .startsWith("out of /etc/zstandby/known_hosts:\n  10.0.0.12 " + SetupSamples.BETAS_HOST)
                .containsSubsequence(
                        "psql: REVOKE pg_monitor FROM zstandby",
                        "psql: DROP ROLE zstandby",
                        "zfs unallow zstandby snapshot,send,hold,release,userprop,mount tank/pg",
                        "rm -f /etc/zstandby/id_ed25519 /etc/zstandby/id_ed25519.pub",
                        "rmdir /var/lib/zstandby/.ssh",
                        "rmdir /var/lib/zstandby",
                        "userdel zstandby");
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void awayFromThePrimaryTheRoleStaysAndIsSaidTo() {
        var down = new OwnServerSight.Down(Optional.of(RULES), false, false);
        var plan = SetupUndoPlanner.plan(ALPHA, changes(bare()), down, bare().datasets(), DATA);
        assertThat(words(plan)).noneMatch(word -> word.startsWith("psql"));
        assertThat(plan.notes()).anyMatch(note -> note.contains("DROP ROLE zstandby"));
    }

    @Test
    void aDatasetWithOthersBelowItStays() {
        var down = new OwnServerSight.Down(Optional.of(RULES), false, false);
        var noted = changes(with(bare(), down, Set.of(POOL)));
        assertThat(words(SetupUndoPlanner.plan(ALPHA, noted, down, Set.of(POOL, PARENT), DATA)))
                .contains("zfs destroy tank/pg");
        var seeded =
                SetupUndoPlanner.plan(ALPHA, noted, down, Set.of(POOL, PARENT, new DatasetName("tank/pg/data")), DATA);
        assertThat(words(seeded)).doesNotContain("zfs destroy tank/pg");
        assertThat(seeded.notes()).contains("tank/pg stays, since there are datasets below it.");
    }

    @Test
    void whatIsNotedIsReadBackAndGoneWhenItIsTakenBack() {
        var log = new UndoLog(temp.resolve("setup.undo"), me());
        assertThat(log.changes()).isEmpty();
        var noted = changes(bare());
        noted.forEach(log::add);
        noted.forEach(log::add);
        assertThat(log.changes()).isEqualTo(noted);
        assertThat(temp.resolve("setup.undo")).content().doesNotContain(FRESH.value());
        noted.forEach(log::remove);
        assertThat(temp.toFile().list()).isEmpty();
    }

    @Test
    void anEditedLogIsSaidToBeOne() throws IOException {
        Files.writeString(temp.resolve("setup.undo"), "{\"what\":1}\n");
        assertThatThrownBy(() -> new UndoLog(temp.resolve("setup.undo"), me()).changes())
                .isInstanceOf(Failure.class);
    }

    private String me() {
        try {
            return Files.getOwner(temp).getName();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
