package dev.zstandby.peer;

import java.util.Optional;
import java.util.regex.Pattern;

/** An OpenSSH public key, as {@code TYPE BASE64}; what follows as a comment is dropped (sshd(8), "AUTHORIZED_KEYS FILE FORMAT"). */
public record PublicKey(String value) {
    private static final Pattern FORM = Pattern.compile(
            "(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com)"
                    + " AAAA[A-Za-z0-9+/]{16,16000}={0,2}");

    public PublicKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an OpenSSH public key");
        }
    }

    /** The key in a line such as a {@code .pub} file holds; nothing when it is none. */
    public static Optional<PublicKey> in(String line) {
        var word = line.strip().split("\\s+", 3);
        return word.length >= 2 && FORM.matcher(word[0] + " " + word[1]).matches()
                ? Optional.of(new PublicKey(word[0] + " " + word[1]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
