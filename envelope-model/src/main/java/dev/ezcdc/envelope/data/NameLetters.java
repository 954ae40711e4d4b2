package dev.ezcdc.envelope.data;

/** Compares names without their case and underscores. */
final class NameLetters {

    private NameLetters() {}

    static boolean areEqual(String one, String other) {
        int i = skipUnderscores(one, 0);
        int j = skipUnderscores(other, 0);
        while (i < one.length() && j < other.length()) {
            char letter = one.charAt(i);
            char that = other.charAt(j);
            if (letter != that && fold(letter) != fold(that)) {
                return false;
            }
            i = skipUnderscores(one, i + 1);
            j = skipUnderscores(other, j + 1);
        }
        return i == one.length() && j == other.length();
    }

    private static char fold(char letter) {
        return Character.toLowerCase(Character.toUpperCase(letter));
    }

    private static int skipUnderscores(String name, int from) {
        int i = from;
        while (i < name.length() && name.charAt(i) == '_') {
            i++;
        }
        return i;
    }
}
