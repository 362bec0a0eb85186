package dev.zstandby.setup;

/** The password of the role that zstandby logs in as; says itself only to who asks for it. */
record Password(String value) {
    @Override
    public String toString() {
        return "(a password)";
    }
}
