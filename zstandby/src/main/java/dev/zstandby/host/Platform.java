package dev.zstandby.host;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What differs between operating systems: where things lie and which programs do them. Facts and command lines only; what the programs
 * print is read by {@link Service}, {@link Mount} and {@link FileUsers}.
 *
 * <p>FreeBSD's are from its manual pages and have not been run by us (docs/freebsd.md).
 */
public enum Platform {
    /** With systemd. */
    LINUX,
    /** With rc(8) and programs from ports. */
    FREEBSD;

    /** That of this machine; what is neither is taken for Linux. */
    public static Platform here() {
        return named(System.getProperty("os.name", ""));
    }

    static Platform named(String system) {
        return system.toUpperCase(Locale.ROOT).equals(FREEBSD.name()) ? FREEBSD : LINUX;
    }

    private Path choose(String linux, String freeBsd) {
        return Path.of(this == LINUX ? linux : freeBsd);
    }

    /** Where zstandby's own configuration, keys and passfiles are (hier(7)). */
    public Path configurationDirectory() {
        return choose("/etc/zstandby", "/usr/local/etc/zstandby");
    }

    /** Where zstandby is installed. */
    public Path program() {
        return choose("/usr/bin/zstandby", "/usr/local/bin/zstandby");
    }

    /** The home of the gate's user; it belongs to root. */
    public Path home() {
        return choose("/var/lib/zstandby", "/var/db/zstandby");
    }

    /** Where locks, pipes and mounts aside are. On FreeBSD a boot clears {@code /var/run} (rc.conf(5), {@code cleanvar_enable}). */
    public Path runtimeDirectory() {
        return choose("/run/zstandby", "/var/db/zstandby/run");
    }

    /** Makes a user of the system's, with a group of the same name and no password by which anybody could log in. */
    public Command addAccount(String name) {
        var home = home().toString();
        return switch (this) {
            case LINUX ->
                Command.of(
                        "useradd",
                        "--system",
                        "--user-group",
                        "--no-create-home",
                        "--home-dir",
                        home,
                        "--shell",
                        "/bin/sh",
                        // Not "!", by which sshd without PAM takes the account for locked.
                        "--password",
                        "*",
                        name);
            // pw(8): "-w no" disables the password and leaves log-ins by other means.
            case FREEBSD -> Command.of("pw", "useradd", "-n", name, "-d", home, "-s", "/bin/sh", "-w", "no");
        };
    }

    /** Removes a user, and not its home. */
    public Command deleteAccount(String name) {
        return switch (this) {
            case LINUX -> Command.of("userdel", name);
            case FREEBSD -> Command.of("pw", "userdel", "-n", name);
        };
    }

    /** The command as root has it run by a user. */
    public Command asUser(String name, Command command) {
        return switch (this) {
            case LINUX -> command.after("runuser", "-u", name, "--");
            // su(1) of FreeBSD hands on what follows the name to that user's shell.
            case FREEBSD -> Command.of("su", name, "-c", "exec " + command).withLimit(command.limit());
        };
    }

    /** What starts or stops the server: {@code start} or {@code stop}. */
    public Command service(String verb, String name) {
        return switch (this) {
            case LINUX -> Command.of("systemctl", verb, name);
            // service(8), rc(8): "one" also where it is not enabled at boot.
            case FREEBSD -> Command.of("service", name, "one" + verb);
        };
    }

    /** What says how the server's service is. */
    Command serviceState(String name) {
        return switch (this) {
            case LINUX ->
                Command.of(
                        "systemctl", "show", "--property=LoadState,ActiveState,ControlGroup,MainPID,ControlPID", name);
            case FREEBSD -> Command.of("service", name, "onestatus");
        };
    }

    /** What a person runs to see how the service is. */
    String serviceStatus(String name) {
        return switch (this) {
            case LINUX -> "systemctl status " + name;
            case FREEBSD -> "service %s onestatus".formatted(name);
        };
    }

    /** What a person runs so that changed settings take effect. */
    public String serviceRestart(String name) {
        return switch (this) {
            case LINUX -> "systemctl restart " + name;
            case FREEBSD -> "service %s onerestart".formatted(name);
        };
    }
}
