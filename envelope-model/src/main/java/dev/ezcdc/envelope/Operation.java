package dev.ezcdc.envelope;

import org.jspecify.annotations.Nullable;

/** Debezium's operations, with the code that stands in an envelope's {@code op}. */
public enum Operation {
    CREATE("c"),
    READ("r"),
    UPDATE("u"),
    DELETE("d"),
    TRUNCATE("t"),
    MESSAGE("m");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    /** The envelope's code, one lower-case letter. */
    public String code() {
        return code;
    }

    /** The operation of a code, or null if there is none of that code. */
    public static @Nullable Operation fromCode(String code) {
        return switch (code) {
            case "c" -> CREATE;
            case "r" -> READ;
            case "u" -> UPDATE;
            case "d" -> DELETE;
            case "t" -> TRUNCATE;
            case "m" -> MESSAGE;
            default -> null;
        };
    }
}
