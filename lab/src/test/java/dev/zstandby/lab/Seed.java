package dev.zstandby.lab;

/** What chance starts from: printed, so that the same can be had again. */
final class Seed {
    private Seed() {}

    /** The one that the property names, or another each time. */
    static long of(String property) {
        return of(property, System.nanoTime());
    }

    /** The one that the property names, or {@code otherwise}. */
    static long of(String property, long otherwise) {
        long seed = Long.getLong(property, otherwise);
        System.out.printf("chance starts from -D%s=%d%n", property, seed);
        return seed;
    }
}
