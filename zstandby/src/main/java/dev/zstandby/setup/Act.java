package dev.zstandby.setup;

import dev.zstandby.host.TextLines.Where;
import dev.zstandby.postgres.Grant;
import dev.zstandby.postgres.PairSetting;
import dev.zstandby.zfs.DatasetName;
import io.avaje.jsonb.Json;
import java.nio.file.Path;
import java.util.List;

/**
 * One thing done to this node, as small as a command or the edit of a file. Every one that takes something back does nothing where
 * there is nothing left to take back.
 */
@Json(typeProperty = "act")
@Json.SubType(type = Act.Run.class, name = "run")
@Json.SubType(type = Act.MakeDirectory.class, name = "make-directory")
@Json.SubType(type = Act.AddLines.class, name = "add-lines")
@Json.SubType(type = Act.RemoveLines.class, name = "remove-lines")
@Json.SubType(type = Act.WritePassfile.class, name = "write-passfile")
@Json.SubType(type = Act.WriteFile.class, name = "write-file")
@Json.SubType(type = Act.GiveTo.class, name = "give-to")
@Json.SubType(type = Act.InheritProperties.class, name = "inherit-properties")
@Json.SubType(type = Act.RemoveFiles.class, name = "remove-files")
@Json.SubType(type = Act.RemoveDirectory.class, name = "remove-directory")
@Json.SubType(type = Act.DeleteAccount.class, name = "delete-account")
@Json.SubType(type = Act.DestroyDataset.class, name = "destroy-dataset")
@Json.SubType(type = Act.Disallow.class, name = "disallow")
@Json.SubType(type = Act.Rename.class, name = "rename")
@Json.SubType(type = Act.CreateRole.class, name = "create-role")
@Json.SubType(type = Act.DropRole.class, name = "drop-role")
@Json.SubType(type = Act.Give.class, name = "give")
@Json.SubType(type = Act.Take.class, name = "take")
@Json.SubType(type = Act.Configure.class, name = "configure")
@Json.SubType(type = Act.Unconfigure.class, name = "unconfigure")
@Json.SubType(type = Act.ReloadRules.class, name = "reload-rules")
public sealed interface Act {
    /** Runs a program. */
    record Run(List<String> argv) implements Act {
        public Run {
            argv = List.copyOf(argv);
        }

        static Run of(String... argv) {
            return new Run(List.of(argv));
        }
    }

    /** Makes a directory of root's that all may read, and those above it, where they are missing. */
    record MakeDirectory(Path directory) implements Act {}

    /**
     * Puts lines into a file, which is made when it is not there.
     *
     * @param owner to whom the file may belong beside root
     * @param mode what it is made with, such as {@code rw-r--r--}
     */
    record AddLines(Path file, String owner, String mode, Where where, List<String> lines) implements Act {
        public AddLines {
            lines = List.copyOf(lines);
        }
    }

    /** Takes lines out of a file, and removes the file when nothing is left in it. */
    record RemoveLines(Path file, String owner, List<String> lines) implements Act {
        public RemoveLines {
            lines = List.copyOf(lines);
        }
    }

    /** Writes the role's password into a passfile of this user's. */
    record WritePassfile(Path file, String role, String owner) implements Act {}

    /**
     * Writes a file of root's, whole or not at all.
     *
     * @param mode such as {@code r--r-----}
     * @param check what must succeed with the file as its last argument before that gets its name; empty for nothing
     */
    record WriteFile(Path file, String mode, List<String> lines, List<String> check) implements Act {
        public WriteFile {
            lines = List.copyOf(lines);
            check = List.copyOf(check);
        }
    }

    /** Gives a file to a user; nothing when it is not there. */
    record GiveTo(Path file, String owner) implements Act {}

    /** Has a dataset inherit these properties; nothing when it is not there. */
    record InheritProperties(DatasetName dataset, List<String> properties) implements Act {
        public InheritProperties {
            properties = List.copyOf(properties);
        }
    }

    record RemoveFiles(List<Path> files) implements Act {
        public RemoveFiles {
            files = List.copyOf(files);
        }
    }

    /** Removes a directory with nothing in it. */
    record RemoveDirectory(Path directory) implements Act {}

    record DeleteAccount(String name) implements Act {}

    /** Destroys a dataset that nothing lies in or below. */
    record DestroyDataset(DatasetName dataset) implements Act {}

    /** Takes delegated permissions back. */
    record Disallow(DatasetName dataset, String user, List<String> permissions) implements Act {
        public Disallow {
            permissions = List.copyOf(permissions);
        }
    }

    /** Gives a directory another name; nothing when it is not there any more. */
    record Rename(Path from, Path to) implements Act {}

    /** Makes the role of PostgreSQL's, with the password of its passfile. */
    record CreateRole(String role) implements Act {}

    record DropRole(String role) implements Act {}

    record Give(Grant grant, String role) implements Act {}

    record Take(Grant grant, String role) implements Act {}

    /** Sets it in the server, of whatever role; to take effect with its next start. */
    record Configure(PairSetting setting) implements Act {}

    record Unconfigure(PairSetting setting) implements Act {}

    /** Has the server read its pg_hba.conf. */
    record ReloadRules() implements Act {}

    /** Whether only a running primary can do it. */
    default boolean changesRoles() {
        return switch (this) {
            case CreateRole _, DropRole _, Give _, Take _ -> true;
            case Run _,
                    MakeDirectory _,
                    AddLines _,
                    RemoveLines _,
                    WritePassfile _,
                    WriteFile _,
                    GiveTo _,
                    InheritProperties _,
                    RemoveFiles _,
                    RemoveDirectory _,
                    DeleteAccount _,
                    DestroyDataset _,
                    Disallow _,
                    Rename _,
                    Configure _,
                    Unconfigure _,
                    ReloadRules _ -> false;
        };
    }
}
