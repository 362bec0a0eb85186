package dev.zstandby.lab;

/** What chance starts from: printed, so that the same can be had again. */
final class Seed {
    private Seed() {}

    /** The one that the property names, or another each time. */
    static long of(String property) {
        var given = System.getProperty(property, "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.printf("chance starts from -D%s=%d%n", property, seed);
        return seed;
    }
}
