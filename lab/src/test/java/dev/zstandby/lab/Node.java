package dev.zstandby.lab;

import java.util.Locale;

/** A machine of the lab. */
enum Node {
    ALPHA("10.77.0.11"),
    BETA("10.77.0.12");

    private final String address;

    Node(String address) {
        this.address = address;
    }

    /** Where the other machines reach it. */
    String address() {
        return address;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
