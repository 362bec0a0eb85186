package dev.zstandby.owner;

import dev.zstandby.config.Member;
import dev.zstandby.host.Platform;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where staged datasets are mounted while they are prepared. */
public final class Aside {
    public static final Path ROOT = Platform.here().runtimeDirectory().resolve("staged");

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.-]");

    private Aside() {}

    /** One component, another one for each member. */
    public static Path mountpoint(Member member) {
        return ROOT.resolve(UNSAFE.matcher(member.name())
                .replaceAll(match -> "%%%x".formatted(match.group().codePointAt(0))));
    }
}
