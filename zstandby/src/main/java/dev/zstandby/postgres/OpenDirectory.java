package dev.zstandby.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import dev.zstandby.Failure;
import dev.zstandby.host.Privilege;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory held open, whose entries are reached from its handle ({@code openat}, {@code unlinkat}) and never through a
 * symbolic link. zstandby changes as root what the user postgres owns; so no link planted there, not even at the last
 * moment, may lead it elsewhere.
 */
final class OpenDirectory implements AutoCloseable {
    private static final Path SELF = Path.of(".");
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final SecureDirectoryStream<Path> handle;

    private OpenDirectory(Path path, SecureDirectoryStream<Path> handle) {
        this.path = path;
        this.handle = handle;
    }

    /** Opens a directory by its path, whose last part must not be a symbolic link. */
    static OpenDirectory at(Path path) {
        var absolute = path.toAbsolutePath();
        var parent = absolute.getParent();
        var name = absolute.getFileName();
        if (parent == null || name == null) {
            throw Failure.refused("The root directory is not a data directory.")
                    .withRemedy("Correct postgres.data-directory in the configuration.");
        }
        try (var above = Files.newDirectoryStream(parent)) {
            if (above instanceof SecureDirectoryStream<Path> secure) {
                return new OpenDirectory(path, secure.newDirectoryStream(name, NOFOLLOW_LINKS));
            }
        } catch (IOException e) {
            throw failure("cannot be opened as a directory", path, e);
        }
        throw Failure.environment("The file system at %s offers no safe way to work in it.".formatted(path))
                .withRemedy("See that it is ZFS and mounted: findmnt --target %s".formatted(path));
    }

    static Failure failure(String what, Path path, IOException e) {
        return Failure.failed("%s %s.".formatted(path, what))
                .withEvidence(List.of(e.toString()))
                .withRemedy(
                        "See why (ls -ld %s; zpool status), mend that, then run the command again.".formatted(path));
    }

    /** A real directory in this one; absent when there is none of that name, or something else. */
    Optional<OpenDirectory> child(Path name) {
        if (attributes(name).filter(PosixFileAttributes::isDirectory).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OpenDirectory(path.resolve(name), handle.newDirectoryStream(name, NOFOLLOW_LINKS)));
        } catch (IOException e) {
            throw failure("cannot be opened as a directory", path.resolve(name), e);
        }
    }

    List<Path> names() {
        try (var again = handle.newDirectoryStream(SELF, NOFOLLOW_LINKS)) {
            var names = new ArrayList<Path>();
            again.forEach(entry -> names.add(entry.getFileName()));
            return names;
        } catch (IOException e) {
            throw failure("cannot be listed", path, e);
        }
    }

    /** Of the entry itself, not of what a link points at. */
    Optional<PosixFileAttributes> attributes(Path name) {
        try {
            return Optional.of(view(name).readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("cannot be looked at", path.resolve(name), e);
        }
    }

    PosixFileAttributes attributes() {
        return attributes(SELF).orElseThrow();
    }

    /** Deletes an entry: a file or a link itself, a directory with all it holds. It may already be gone. */
    void delete(Path name) {
        try {
            var child = child(name);
            if (child.isPresent()) {
                try (var directory = child.get()) {
                    directory.clear();
                }
                handle.deleteDirectory(name);
            } else {
                handle.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // What was to be achieved.
        } catch (IOException e) {
            throw failure("cannot be deleted", path.resolve(name), e);
        }
    }

    void clear() {
        names().forEach(this::delete);
    }

    /** The content of a regular file; absent when there is no entry of that name. */
    Optional<byte[]> read(Path name) {
        if (attributes(name).isEmpty()) {
            return Optional.empty();
        }
        try (var channel = handle.newByteChannel(name, Set.of(READ, NOFOLLOW_LINKS));
                var stream = Channels.newInputStream(channel)) {
            return Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw failure("cannot be read", path.resolve(name), e);
        }
    }

    /** Where a symbolic link points, as it stands there. */
    Path target(Path name) {
        try {
            return Files.readSymbolicLink(path.resolve(name));
        } catch (IOException e) {
            throw failure("cannot be read as a symbolic link", path.resolve(name), e);
        }
    }

    /** Puts a file in place in one step: after a crash there is the old one or the whole new one. */
    void write(Path name, byte[] content, Set<PosixFilePermission> mode, PosixFileAttributes likeOwner) {
        var temporary = temporary(name);
        try (var channel =
                (FileChannel) handle.newByteChannel(temporary, Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS), PRIVATE)) {
            giveTo(likeOwner, temporary);
            view(temporary).setPermissions(permitted(mode, likeOwner, temporary));
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            moveIntoPlace(temporary, name);
        } catch (IOException e) {
            throw failure("cannot be written", path.resolve(name), e);
        }
    }

    /** Puts a symbolic link in place in one step; a file or link of that name is replaced, a directory never. */
    void link(Path name, Path target, PosixFileAttributes likeOwner) {
        var temporary = temporary(name);
        var byPath = path.resolve(temporary);
        try {
            Files.createSymbolicLink(byPath, target);
            if (Privilege.isRoot()) {
                var owner = Files.getFileAttributeView(byPath, PosixFileAttributeView.class, NOFOLLOW_LINKS);
                owner.setOwner(likeOwner.owner());
                owner.setGroup(likeOwner.group());
            }
            moveIntoPlace(temporary, name);
        } catch (IOException e) {
            throw failure("cannot be made a symbolic link", path.resolve(name), e);
        }
    }

    /** Makes an empty directory, with the mode that {@code initdb} gives. */
    void makeDirectory(Path name, PosixFileAttributes likeOwner) {
        try {
            Files.createDirectory(
                    path.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            giveTo(likeOwner, name);
        } catch (IOException e) {
            throw failure("cannot be made a directory", path.resolve(name), e);
        }
    }

    private Path temporary(Path name) {
        var temporary = Path.of(".zstandby-" + name);
        delete(temporary);
        return temporary;
    }

    private void moveIntoPlace(Path temporary, Path name) throws IOException {
        handle.move(temporary, handle, name);
        try (var self = (FileChannel) handle.newByteChannel(SELF, Set.of(READ))) {
            self.force(true);
        }
    }

    /** Root gives it whom it is to belong to; to another user it belongs anyway, and to nobody else then. */
    private void giveTo(PosixFileAttributes likeOwner, Path name) throws IOException {
        if (!Privilege.isRoot()) {
            return;
        }
        var view = view(name);
        var now = view.readAttributes();
        if (!now.owner().equals(likeOwner.owner())) {
            view.setOwner(likeOwner.owner());
        }
        if (!now.group().equals(likeOwner.group())) {
            view.setGroup(likeOwner.group());
        }
    }

    /**
     * The mode of a file that could be given its owner; else one that lets nobody but this user in. PostgreSQL takes a key of root's
     * that its group may read, but not one of its own (be-secure-common.c, {@code check_ssl_key_file_permissions}).
     */
    private Set<PosixFilePermission> permitted(Set<PosixFilePermission> mode, PosixFileAttributes likeOwner, Path name)
            throws IOException {
        if (view(name).readAttributes().owner().equals(likeOwner.owner())) {
            return mode;
        }
        var own = EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
        own.retainAll(mode);
        return own;
    }

    private PosixFileAttributeView view(Path name) {
        return handle.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (IOException e) {
            throw failure("cannot be closed", path, e);
        }
    }
}
