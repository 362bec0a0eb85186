package dev.zstandby.lab;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Brings the machines to a kept state before each test class that starts from it: {@code pair}, where beta has no cluster yet,
 * or {@code seeded}, where it is alpha's standby. Both are made once, by the first class that needs them.
 */
final class Pair implements BeforeAllCallback, ParameterResolver {
    private static final Machines MACHINES = new Machines();
    private static boolean made;
    private static boolean seeded;

    @Override
    public void beforeAll(ExtensionContext context) {
        var state =
                context.getRequiredTestClass().getAnnotation(StartsFrom.class).value();
        makePair();
        if (state.equals("seeded")) {
            makeSeeded();
        }
        MACHINES.lab("restore", state);
    }

    private static synchronized void makePair() {
        if (made) {
            return;
        }
        MACHINES.lab("up");
        MACHINES.lab("restore", "booted");
        MACHINES.onHost(Machines.root().resolve("lab/pair/make").toString(), "target/zstandby_0.1.0_amd64.deb")
                .succeeded();
        MACHINES.run(
                        Node.ALPHA,
                        "cd /; runuser -u postgres -- createdb bench && runuser -u postgres -- pgbench -q -i -s 2 bench")
                .succeeded();
        MACHINES.lab("save", "pair");
        made = true;
    }

    private static synchronized void makeSeeded() {
        if (seeded) {
            return;
        }
        MACHINES.lab("restore", "pair");
        MACHINES.run(Node.BETA, "zstandby seed --yes").succeeded();
        MACHINES.lab("save", "seeded");
        seeded = true;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Machines.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return MACHINES;
    }
}
