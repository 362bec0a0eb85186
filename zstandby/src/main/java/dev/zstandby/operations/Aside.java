package dev.zstandby.operations;

import dev.zstandby.config.Member;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where staged datasets are mounted while they are prepared. */
final class Aside {
    private static final Path ROOT = Path.of("/run/zstandby/staged");

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.-]");

    private Aside() {}

    /** One component, another one for each member. */
    static Path mountpoint(Member member) {
        return ROOT.resolve(UNSAFE.matcher(member.name())
                .replaceAll(match -> "%%%x".formatted(match.group().codePointAt(0))));
    }
}
