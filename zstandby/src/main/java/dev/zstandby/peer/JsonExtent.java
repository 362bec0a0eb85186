package dev.zstandby.peer;

/** Where a JSON value ends, which the JSON library does not tell: it stops reading there and ignores what follows. */
final class JsonExtent {
    private JsonExtent() {}

    /** Whether the text is one object from its first to its last character, braces in strings not counted. */
    static boolean isOneObject(String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
                if (depth <= 0) {
                    return depth == 0 && i == text.length() - 1;
                }
            } else if (depth == 0) {
                return false;
            }
        }
        return false;
    }
}
