package dev.ezcdc.envelope.data;

/**
 * Decides which column belongs to a component of a record, see {@link Row#as(Class, ColumnNaming)}. A column with exactly
 * the component's name always comes first. Implementations must be thread-safe and always give the same answer.
 */
@FunctionalInterface
public interface ColumnNaming {

    /** Only the component's own name. */
    ColumnNaming EXACT = String::equals;

    /**
     * The same letters and digits in any case, with or without underscores: {@code firstName} takes {@code first_name},
     * {@code FirstName}, {@code FIRST_NAME} and {@code firstname}. The default.
     */
    ColumnNaming ANY_CASE = NameLetters::areEqual;

    /** Returns whether a column belongs to a component. */
    boolean matches(String component, String column);
}
