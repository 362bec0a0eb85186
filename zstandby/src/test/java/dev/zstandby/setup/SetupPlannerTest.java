package dev.zstandby.setup;

import static dev.zstandby.setup.SetupSamples.ACCOUNT;
import static dev.zstandby.setup.SetupSamples.ALPHA;
import static dev.zstandby.setup.SetupSamples.BETA;
import static dev.zstandby.setup.SetupSamples.BETAS;
import static dev.zstandby.setup.SetupSamples.BETAS_HOST;
import static dev.zstandby.setup.SetupSamples.DATA;
import static dev.zstandby.setup.SetupSamples.FRESH;
import static dev.zstandby.setup.SetupSamples.KNOWN;
import static dev.zstandby.setup.SetupSamples.PARENT;
import static dev.zstandby.setup.SetupSamples.PASSFILE;
import static dev.zstandby.setup.SetupSamples.POOL;
import static dev.zstandby.setup.SetupSamples.RULES;
import static dev.zstandby.setup.SetupSamples.bare;
import static dev.zstandby.setup.SetupSamples.card;
import static dev.zstandby.setup.SetupSamples.primary;
import static dev.zstandby.setup.SetupSamples.ready;
import static dev.zstandby.setup.SetupSamples.rights;
import static dev.zstandby.setup.SetupSamples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.host.Account;
import dev.zstandby.peer.Card;
import dev.zstandby.peer.PublicKey;
import dev.zstandby.postgres.Access;
import dev.zstandby.postgres.Grant;
import dev.zstandby.postgres.PairSetting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SetupPlannerTest {
    private static SetupPlan plan(SetupSight seen) {
        return SetupPlanner.plan(seen, Optional.empty(), FRESH);
    }

    private static SetupPlan plan(SetupSight seen, Card trusted) {
        return SetupPlanner.plan(seen, Optional.of(trusted), FRESH);
    }

    private static Failure refusal(SetupSight seen, Optional<Card> trusted) {
        return catchThrowableOfType(Failure.class, () -> SetupPlanner.plan(seen, trusted, FRESH));
    }

    private static List<Act> acts(SetupPlan plan) {
        return plan.changes().stream().flatMap(change -> change.acts().stream()).toList();
    }

    private static List<String> words(SetupPlan plan) {
        return acts(plan).stream().map(SetupScript::inWords).toList();
    }

    @Test
    void aBarePrimaryGetsAllOfIt() {
        var plan = plan(bare());
        assertThat(words(plan))
                .containsExactly(
                        "useradd --system --user-group --no-create-home --home-dir /var/lib/zstandby --shell /bin/sh --password '*' zstandby",
                        "install -d -m 755 /var/lib/zstandby",
                        "install -d -m 755 /var/lib/zstandby/.ssh",
                        "ssh-keygen -q -t ed25519 -N '' -C zstandby@alpha -f /etc/zstandby/id_ed25519",
                        "write /etc/zstandby/passfile, for user zstandby alone: the password of role zstandby",
                        "write /etc/zstandby/server-passfile, for user postgres alone: the password of role zstandby",
                        "zfs allow zstandby snapshot,send,hold,release,userprop,mount tank/pg",
                        "psql: CREATE ROLE zstandby LOGIN REPLICATION PASSWORD ...",
                        "psql: GRANT pg_monitor TO zstandby",
                        "psql: GRANT pg_checkpoint TO zstandby",
                        "psql: GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean) TO zstandby",
                        "psql: GRANT EXECUTE ON FUNCTION pg_backup_stop(boolean) TO zstandby",
                        "first into %s:\n  %s"
                                .formatted(
                                        RULES,
                                        "# zstandby setup: the role's own rules, before all others so that none of them keeps it out"
                                                + "\n  host postgres,replication zstandby 10.0.0.12/32 scram-sha-256"
                                                + "\n  host postgres zstandby 127.0.0.1/32 scram-sha-256"),
                        "psql: SELECT pg_reload_conf()");
        assertThat(plan.password()).contains(FRESH);
        assertThat(plan.passwordIsNew()).isTrue();
    }

    @Test
    void whatIsReadyNeedsNothing() {
        assertThat(plan(ready()).changes()).isEmpty();
        assertThat(plan(ready(), card(Optional.empty())).changes()).isEmpty();
        assertThat(plan(ready(), card(Optional.of(KNOWN.value()))).changes()).isEmpty();
    }

    @Test
    void everyChangeCanBeTakenBack() {
        assertThat(plan(bare(), card(Optional.empty())).changes())
                .allSatisfy(change -> assertThat(change.undo()).isNotEmpty());
    }

    @Test
    void noPasswordIsEverShown() {
        var plan = plan(bare());
        var shown = Stream.of(
                        words(plan).stream(),
                        plan.proposal().steps().stream(),
                        new SetupScript(SetupSamples.configuration()).lines(plan).stream(),
                        Stream.of(plan.toString(), plan.changes().toString()))
                .flatMap(lines -> lines);
        assertThat(shown).noneMatch(line -> line.contains(FRESH.value()));
    }

    @Test
    void aPeerThatIsTrustedIsLetInAndPinned() {
        var plan = plan(with(bare(), Optional.of(ACCOUNT), Optional.empty()), card(Optional.empty()));
        assertThat(words(plan))
                .contains(
                        "into /var/lib/zstandby/.ssh/authorized_keys:"
                                + "\n  restrict,command=\"/usr/bin/zstandby gate --peer beta\",from=\"10.0.0.12\" "
                                + BETAS
                                + " beta",
                        "into /etc/zstandby/known_hosts:\n  10.0.0.12 " + BETAS_HOST);
    }

    @Test
    void aPeerThatWasInstalledAnewGetsItsFormerKeysDropped() {
        var key = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbetaanew");
        var plan = plan(ready(), new Card(BETA, key, List.of(key), Optional.empty()));
        assertThat(plan.changes())
                .extracting(Change::what)
                .containsExactly(
                        "drops the keys that beta had before",
                        "lets beta's key in, to the gate and nothing else",
                        "drops the keys that beta had before",
                        "pins the host keys of beta");
    }

    @Test
    void aStandbyThatDoesNotRunYetGetsNoRoleAndThePrimarysPassword() {
        var down = new OwnServerSight.Down(Optional.of(RULES), true, false);
        var seen = with(bare(), down, Set.of(POOL));
        var plan = plan(seen, card(Optional.of(KNOWN.value())));
        assertThat(words(plan))
                .contains("zfs create -u -o canmount=off -o mountpoint=none tank/pg")
                .noneMatch(word -> word.startsWith("psql"))
                .anyMatch(word -> word.contains("hostssl postgres,replication zstandby 10.0.0.12/32"));
        assertThat(plan.password()).contains(KNOWN);
        assertThat(plan.passwordIsNew()).isFalse();
    }

    @Test
    void withoutAnyPasswordAStandbyIsToldWhereItComesFrom() {
        var plan = plan(with(bare(), new OwnServerSight.Down(Optional.of(RULES), false, false), Set.of(POOL, PARENT)));
        assertThat(acts(plan)).noneMatch(Act.WritePassfile.class::isInstance);
        assertThat(plan.notes()).anyMatch(note -> note.contains("its card brings it here"));
    }

    @Test
    void onlyMissingGrantsAreGiven() {
        var seen = with(ready(), primary(Optional.of(rights(Grant.CHECKPOINT))), ready().datasets());
        assertThat(words(plan(seen))).containsExactly("psql: GRANT pg_checkpoint TO zstandby");
    }

    @Test
    void aRoleWhosePasswordNobodyKnowsIsInTheWay() {
        var seen = with(bare(), primary(Optional.of(rights())), bare().datasets());
        var failure = refusal(seen, Optional.empty());
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.remedy()).contains(PASSFILE.toString());
    }

    @Test
    void anAccountThatCannotRunTheGateIsInTheWay() {
        var nologin = new Account("zstandby", 998, Path.of("/nonexistent"), "/usr/sbin/nologin");
        assertThat(refusal(with(ready(), Optional.of(nologin), Optional.of(KNOWN)), Optional.empty())
                        .remedy())
                .contains("usermod --shell /bin/sh zstandby");
        var root = new Account("zstandby", 0, Path.of("/root"), "/bin/sh");
        assertThat(refusal(with(ready(), Optional.of(root), Optional.of(KNOWN)), Optional.empty())
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void twoPasswordsForOneRoleAreInTheWay() {
        assertThat(refusal(ready(), Optional.of(card(Optional.of("another-password"))))
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void onlyAPeersCardIsTaken() {
        var own = new Card(ALPHA, BETAS, List.of(BETAS_HOST), Optional.empty());
        assertThat(refusal(ready(), Optional.of(own)).sentence()).contains("this node itself");
        var stranger = new Card(new NodeName("gamma"), BETAS, List.of(BETAS_HOST), Optional.empty());
        assertThat(refusal(ready(), Optional.of(stranger)).sentence()).contains("is no peer");
    }

    @Test
    void aPoolThatIsNotThereIsInTheWay() {
        assertThat(refusal(with(bare(), bare().server(), Set.of()), Optional.empty())
                        .sentence())
                .isEqualTo("There is no pool tank on this node.");
    }

    @Test
    void anEmptyClusterInTheStandbysPlaceIsSetAsideAndBroughtBack() {
        var placeholder = new OwnServerSight.Running(
                new Access(false, true, false, false, RULES, 4096, List.of(), List.of(), false, Optional.empty()));
        var plan = plan(with(bare(), placeholder, Set.of(POOL)), card(Optional.of(KNOWN.value())));
        assertThat(words(plan))
                .containsSubsequence(
                        "systemctl stop postgresql@17-main",
                        "mv /var/lib/postgresql/17/main /var/lib/postgresql/17/main.before-zstandby")
                .noneMatch(word -> word.startsWith("psql"));
        var undo = SetupUndoPlanner.plan(ALPHA, plan.changes(), placeholder, Set.of(POOL), DATA);
        assertThat(words(undo))
                .containsSubsequence(
                        "mv /var/lib/postgresql/17/main.before-zstandby /var/lib/postgresql/17/main",
                        "systemctl start postgresql@17-main");
    }

    /** Killed between the stop and the rename; somebody may have started and used it since. */
    @Test
    void oneThatWasOnlyStoppedForThatIsToBeStartedAgainToBeLookedAt() {
        var stopped = new OwnServerSight.Down(Optional.of(RULES), false, true);
        var refusal = refusal(with(bare(), stopped, Set.of(POOL)), Optional.empty());
        assertThat(refusal.sentence()).contains("/var/lib/postgresql/17/main was stopped to be set aside");
        assertThat(refusal.remedy()).startsWith("Start it (systemctl start postgresql@17-main)");
        assertThat(words(plan(with(bare(), stopped, Set.of(POOL, PARENT, DATA)), card(Optional.of(KNOWN.value())))))
                .noneMatch(word -> word.startsWith("mv "));
    }

    @Test
    void aClusterInWhichSomebodyMadeSomethingIsNeverSetAside() {
        var used = primary(Optional.empty());
        assertThat(words(plan(with(bare(), used, Set.of(POOL)), card(Optional.of(KNOWN.value())))))
                .noneMatch(word -> word.startsWith("mv ") || word.startsWith("systemctl"));
    }

    @Test
    void rulesThatTheServerHasNotReadAreLoaded() {
        var stale = new OwnServerSight.Running(
                new Access(false, false, true, false, RULES, 4096, List.of(), List.of(), false, Optional.of(rights())));
        assertThat(words(plan(with(ready(), stale, ready().datasets()))))
                .containsExactly("psql: SELECT pg_reload_conf()");
    }

    @Test
    void settingsThatKeepStandbysOutAreSetAndARestartIsLeftToPeople() {
        var closed = with(
                ready(),
                new OwnServerSight.Running(new Access(
                        false,
                        false,
                        false,
                        false,
                        RULES,
                        4096,
                        List.of(),
                        List.of(PairSetting.LISTEN_ADDRESSES, PairSetting.WAL_LEVEL),
                        false,
                        Optional.of(rights()))),
                ready().datasets());
        assertThat(words(plan(closed)))
                .containsExactly(
                        "psql: ALTER SYSTEM SET listen_addresses = '*'",
                        "psql: ALTER SYSTEM SET wal_level = 'replica'");
        assertThat(plan(closed).changes().getFirst().undo())
                .containsExactly(new Act.Unconfigure(PairSetting.LISTEN_ADDRESSES));
        assertThat(plan(closed).notes())
                .contains(
                        "Changed settings take effect once the server is restarted: systemctl restart postgresql@17-main");
    }

    /** By then the place is a mounted dataset's, and what was there before cannot go back into it. */
    @Test
    void whatWasSetAsideForAStandbyStaysAsideOnceThereIsOne() {
        var aside = new Change(
                "makes room",
                List.of(new Act.Rename(Path.of("/pg/main"), Path.of("/pg/main.before-zstandby"))),
                List.of(new Act.Rename(Path.of("/pg/main.before-zstandby"), Path.of("/pg/main"))));
        var undo = SetupUndoPlanner.plan(ALPHA, List.of(aside), primary(Optional.empty()), Set.of(POOL, DATA), DATA);
        assertThat(acts(undo)).isEmpty();
        assertThat(undo.changes()).hasSize(1);
        assertThat(undo.notes()).singleElement().asString().contains("stays aside: mv /pg/main");
    }
}
