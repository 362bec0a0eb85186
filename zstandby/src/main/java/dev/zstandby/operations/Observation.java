package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.operations.LocalMember.PartialReceive;
import dev.zstandby.peer.Answer.DescribedMember;
import dev.zstandby.peer.Answer.Description;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Both nodes as they were found; all that planning looks at.
 *
 * @param peer what the peer's gate says
 * @param primary what the peer's server says
 * @param clockAhead how far the peer's clock is ahead of this node's, to a second or two; negative when it is behind
 * @param slot the replication slot for this node on the primary
 * @param inquiry what was asked once both had been seen
 */
record Observation(
        Configuration configuration,
        Configuration.Peer peerConfiguration,
        LocalNode local,
        Description peer,
        Duration clockAhead,
        ServerState primary,
        String slot,
        Inquiry inquiry) {

    Observation with(Inquiry found) {
        return new Observation(configuration, peerConfiguration, local, peer, clockAhead, primary, slot, found);
    }

    /** All snapshots of the peer's group. */
    Set<Guid> theirs() {
        return peer.members().stream()
                .flatMap(described -> described.snapshots().stream())
                .map(Snapshot::guid)
                .collect(Collectors.toSet());
    }

    Optional<DescribedMember> onPeer(Member member) {
        return peer.members().stream()
                .filter(described -> described.member().equals(member))
                .findAny();
    }

    /** The peer's snapshots of this member. */
    Set<Guid> peerSnapshots(Member member) {
        return onPeer(member).stream()
                .flatMap(described -> described.snapshots().stream())
                .map(Snapshot::guid)
                .collect(Collectors.toSet());
    }

    boolean hasOnPeer(Member member, Guid snapshot) {
        return peerSnapshots(member).contains(snapshot);
    }

    /** The newest of these snapshots (oldest first) that the peer has too, by GUID. */
    private Optional<Snapshot> newestCommon(Member member, List<Snapshot> snapshots) {
        var theirs = peerSnapshots(member);
        return snapshots.reversed().stream()
                .filter(snapshot -> theirs.contains(snapshot.guid()))
                .findFirst();
    }

    /** The newest snapshot of the live dataset that the peer has too. */
    Optional<Snapshot> liveBase(LocalMember member) {
        return newestCommon(member.member(), member.liveSnapshots());
    }

    /** The staged dataset's newest snapshot, when the peer has it too: only then a stream can be received in place. */
    Optional<Snapshot> stagedBase(LocalMember member) {
        return member.newestStaged()
                .filter(newest -> peerSnapshots(member.member()).contains(newest.guid()));
    }

    /** The token of an interrupted receive that can be gone on with. */
    Optional<ResumeToken> resumable(LocalMember member) {
        return member.partial()
                .flatMap(PartialReceive::decoded)
                .filter(token -> whyNot(member, token).isEmpty());
    }

    /** Why the interrupted receive cannot be gone on with; absent when it can, and when there is none. */
    Optional<String> unresumable(LocalMember member) {
        return member.partial()
                .flatMap(partial -> partial.decoded()
                        .map(token -> whyNot(member, token))
                        .orElse(Optional.of("ZFS cannot read its token")));
    }

    /** A token says what the sender wrote into it, so all of it is compared with what is known otherwise. */
    private Optional<String> whyNot(LocalMember member, ResumeToken token) {
        if (!token.plain()) {
            return Optional.of("its stream is none that zstandby asks for");
        }
        var snapshot = onPeer(member.member()).stream()
                .flatMap(there -> there.snapshots().stream())
                .filter(there -> there.guid().equals(token.toGuid()))
                .findFirst();
        if (snapshot.isEmpty()) {
            return Optional.of("its snapshot is gone on the primary");
        }
        if (!snapshot.get().name().dataset().equals(token.to().dataset())) {
            return Optional.of("it is of another dataset, " + token.to().dataset());
        }
        if (!snapshot.get().name().equals(token.to())) {
            return Optional.of("its snapshot is called %s on the primary now"
                    .formatted(snapshot.get().name()));
        }
        if (token.from().filter(base -> !member.has(base)).isPresent()) {
            return Optional.of("what it is based on is not here");
        }
        return token.from().filter(base -> !hasOnPeer(member.member(), base)).isPresent()
                ? Optional.of("what it is based on is gone on the primary")
                : Optional.empty();
    }

    /** The members of which neither the live nor the staged dataset has a snapshot that the peer has too. */
    List<LocalMember> withoutBase() {
        return local.members().stream()
                .filter(member ->
                        liveBase(member).isEmpty() && stagedBase(member).isEmpty())
                .toList();
    }

    boolean spansPools() {
        return peer.members().stream()
                        .map(member -> member.dataset().name().pool())
                        .distinct()
                        .count()
                > 1;
    }

    boolean backupModeNeeded() {
        return spansPools() || configuration.backupMode() == Configuration.BackupMode.ALWAYS;
    }

    Map<Member, LocalMember> localByMember() {
        return local.members().stream().collect(Collectors.toMap(LocalMember::member, member -> member));
    }
}
