package dev.zstandby.config;

/** Texts as messages and YAML show them. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** In double quotes, on one line and of bearable length. */
    static String quoted(String text) {
        int length = text.codePointCount(0, text.length());
        String shown = length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
        var quoted = new StringBuilder("\"");
        shown.codePoints().forEach(point -> {
            if (isSafe(point)) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(escaped(point));
            }
        });
        return quoted.append('"').toString();
    }

    /** Neither moves the cursor nor is invisible nor half a character. */
    static boolean isSafe(int codePoint) {
        return codePoint == ' '
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    /** As a double-quoted YAML scalar writes it. */
    static String escaped(int codePoint) {
        return codePoint <= 0xFFFF ? "\\u%04X".formatted(codePoint) : "\\U%08X".formatted(codePoint);
    }
}
