package dev.zstandby;

/** This program's version; both nodes of a pair must run the same. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
