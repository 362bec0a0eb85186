package dev.zstandby.operations;

import dev.zstandby.config.Member;
import java.nio.file.Path;

/** Where staged datasets are mounted while they are prepared. */
final class Aside {
    private static final Path ROOT = Path.of("/run/zstandby/staged");

    private Aside() {}

    static Path mountpoint(Member member) {
        return ROOT.resolve(member.name().replace(' ', '-').replace('/', '-'));
    }
}
