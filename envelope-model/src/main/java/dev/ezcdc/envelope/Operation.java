package dev.ezcdc.envelope;

import org.jspecify.annotations.Nullable;

/** Debezium's operations, each with its code in an envelope's {@code op}. */
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

    /** Returns the envelope's code, one lowercase letter. */
    public String code() {
        return code;
    }

    /** Returns the operation with this code, or null if no operation has it. */
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
