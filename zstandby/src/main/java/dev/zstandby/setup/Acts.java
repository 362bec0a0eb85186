package dev.zstandby.setup;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Account;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Mount;
import dev.zstandby.host.Platform;
import dev.zstandby.host.RootsFile;
import dev.zstandby.host.SecretFile;
import dev.zstandby.host.SharedFile;
import dev.zstandby.host.TextLines;
import dev.zstandby.postgres.Access;
import dev.zstandby.postgres.OwnersDoor;
import dev.zstandby.postgres.Passfile;
import dev.zstandby.postgres.RoleChanges;
import dev.zstandby.zfs.Zfs;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries acts out. As root. */
final class Acts {
    private static final String AGAIN = "Mend what is said there, then run the command again: it does what remains.";

    private final Commands commands;
    private final Zfs zfs;
    private final OwnersDoor door;
    private final Optional<Password> password;

    /** @param password for passfiles and the role; absent when no act needs it */
    Acts(Configuration configuration, Commands commands, Optional<Password> password) {
        this.commands = commands;
        this.zfs = new Zfs(commands);
        this.door = SetupObserver.door(configuration, commands);
        this.password = password;
    }

    void carryOut(Change change) {
        change.acts().forEach(this::carryOut);
    }

    private void carryOut(Act act) {
        switch (act) {
            case Act.Run(var argv) -> run(Command.of(argv));
            case Act.MakeDirectory(var directory) -> makeDirectory(directory);
            case Act.AddLines add -> add(add);
            case Act.RemoveLines remove -> remove(remove);
            case Act.WritePassfile(var file, var role, var owner) ->
                new SecretFile(file, owner).write(Passfile.line(role, secret().value()) + "\n");
            case Act.WriteFile write -> write(write);
            case Act.GiveTo(var file, var owner) -> {
                // Not what a link leads to, which the user may have put there.
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    run(Command.of("chown", "-h", owner, file.toString()));
                }
            }
            case Act.InheritProperties(var dataset, var properties) -> {
                if (zfs.datasets().named(dataset).isPresent()) {
                    properties.forEach(property -> zfs.inherit(property, List.of(dataset)));
                }
            }
            case Act.RemoveFiles(var files) -> files.forEach(Acts::delete);
            case Act.RemoveDirectory(var directory) -> delete(directory);
            case Act.DeleteAccount(var name) -> {
                if (Account.named(commands, name).isPresent()) {
                    run(Platform.here().deleteAccount(name));
                }
            }
            case Act.DestroyDataset(var dataset) -> {
                if (zfs.datasets().named(dataset).isPresent()) {
                    zfs.destroy(dataset, List.of());
                }
            }
            case Act.Disallow(var dataset, var user, var permissions) -> {
                if (zfs.datasets().named(dataset).isPresent()) {
                    run(Command.of("zfs", "unallow", user, String.join(",", permissions), dataset.value()));
                }
            }
            case Act.Rename(var from, var to) -> rename(from, to);
            case Act.CreateRole(var role) ->
                roles().create(role, secret().value(), Access.ask(door, role).scramIterations());
            case Act.DropRole(var role) -> {
                if (hasRole(role)) {
                    roles().drop(role);
                }
            }
            case Act.Give(var grant, var role) -> roles().change(grant.give(role));
            case Act.Take(var grant, var role) -> {
                if (hasRole(role)) {
                    roles().change(grant.take(role));
                }
            }
            case Act.Configure(var setting) -> roles().alterSystem(setting.set());
            case Act.Unconfigure(var setting) -> roles().alterSystem(setting.reset());
            case Act.ReloadRules() -> roles().reloadRules();
        }
    }

    private void run(Command command) {
        commands.run(command).orFail("A command of setup failed.", AGAIN);
    }

    private RoleChanges roles() {
        return new RoleChanges(door);
    }

    private boolean hasRole(String role) {
        return Access.ask(door, role).role().isPresent();
    }

    private Password secret() {
        return password.orElseThrow(() -> new IllegalStateException("a plan without a password needs one"));
    }

    private static void add(Act.AddLines add) {
        var file = new SharedFile(add.file(), add.owner(), add.mode());
        file.write(TextLines.with(file.text().orElse(""), add.lines(), add.where()));
    }

    private static void remove(Act.RemoveLines remove) {
        var file = new SharedFile(remove.file(), remove.owner(), "");
        file.text().map(text -> TextLines.without(text, remove.lines())).ifPresent(rest -> {
            if (rest.isEmpty()) {
                delete(remove.file());
            } else {
                file.write(rest);
            }
        });
    }

    private void write(Act.WriteFile write) {
        var text = String.join("\n", write.lines()) + "\n";
        new RootsFile(write.file(), write.mode()).write(text, written -> {
            if (!write.check().isEmpty()) {
                var argv = new ArrayList<>(write.check());
                argv.add(written.toString());
                run(Command.of(argv));
            }
        });
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw Failure.environment("Directory %s cannot be made.".formatted(directory))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy(AGAIN);
        }
    }

    private static void rename(Path from, Path to) {
        if (!Files.exists(from)) {
            return;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.environment("%s cannot be renamed to %s.".formatted(from, to))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy(AGAIN);
        }
    }

    /** A directory only when it is empty, and nothing is mounted there. */
    private static void delete(Path path) {
        if (Mount.all().stream().anyMatch(mount -> mount.path().equals(path))) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException _) {
            // What others put there is theirs.
        } catch (IOException e) {
            throw Failure.environment("%s cannot be removed.".formatted(path))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy(AGAIN);
        }
    }
}
