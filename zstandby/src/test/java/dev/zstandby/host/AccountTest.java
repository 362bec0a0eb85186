package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void readsWhatGetentPrints() {
        assertThat(Account.parse("zstandby:x:998:997::/var/lib/zstandby:/bin/sh"))
                .isEqualTo(new Account("zstandby", 998, Path.of("/var/lib/zstandby"), "/bin/sh"));
        assertThatThrownBy(() -> Account.parse("zstandby:x")).isInstanceOf(Failure.class);
    }

    @Test
    void aShellThatOnlyRefusesRunsNoGate() {
        assertThat(Account.parse("a:x:1:1::/:/usr/sbin/nologin").runsCommands()).isFalse();
        assertThat(Account.parse("a:x:1:1::/:/bin/false").runsCommands()).isFalse();
        assertThat(Account.parse("a:x:1:1::/:/bin/csh").runsCommands()).isTrue();
    }

    @Test
    void thereIsRootAndNobodyOfAnImpossibleName() {
        var commands = new Commands(line -> {});
        assertThat(Account.named(commands, "root")).map(Account::uid).contains(0L);
        assertThat(Account.named(commands, "no:body")).isEmpty();
    }
}
