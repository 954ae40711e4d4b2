package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the placeholder of values that a change does not contain. Only columns of a row can be unavailable, not other
 * fields of the envelope and not elements inside a column. A placeholder therefore has a scope, which changes while a
 * message is read:
 *
 * <pre>
 * envelope ── before, after ──▶ row ── any field ──▶ column ── elements, fields ──▶ NONE
 *     └────── other fields ──▶ NONE
 * </pre>
 *
 * Immutable.
 */
public final class Placeholder {

    /** Recognizes no value as unavailable. */
    public static final Placeholder NONE = new Placeholder(Scope.NOTHING, new PlaceholderForms(""));

    private enum Scope {
        ENVELOPE,
        ROW,
        COLUMN,
        NOTHING
    }

    private final Scope scope;
    private final PlaceholderForms forms;

    private Placeholder(Scope scope, PlaceholderForms forms) {
        this.scope = scope;
        this.forms = forms;
    }

    /** Returns the placeholder for an envelope. */
    public static Placeholder forEnvelope(PlaceholderForms forms) {
        return new Placeholder(Scope.ENVELOPE, forms);
    }

    /** Returns the placeholder for a record of a kind, or for a key if {@code kind} is null. */
    public Placeholder forRecord(@Nullable RecordKind kind) {
        return kind == null ? forRow() : kind == RecordKind.CHANGE ? this : NONE;
    }

    /** Returns the placeholder for a row outside an envelope, such as a key. */
    public Placeholder forRow() {
        return new Placeholder(Scope.ROW, forms);
    }

    /** Returns the placeholder for a field of the current struct. */
    public Placeholder forField(String name) {
        return switch (scope) {
            case ENVELOPE -> name.equals("before") || name.equals("after") ? forRow() : NONE;
            case ROW -> new Placeholder(Scope.COLUMN, forms);
            case COLUMN, NOTHING -> NONE;
        };
    }

    /**
     * Returns a predicate that recognizes unavailable values among the decoded values of a type.
     *
     * @return null if values of this type are never unavailable in the current scope
     */
    public @Nullable Predicate<Object> unavailablePredicate(ColumnType type) {
        return scope == Scope.COLUMN ? forms.unavailablePredicate(type) : null;
    }

    /** See {@link PlaceholderForms#textLengthMask()}. */
    public long textLengthMask() {
        return forms.textLengthMask();
    }

    /** Returns {@link Unavailable#UNAVAILABLE} if an untyped value is the placeholder in any form, else the value. */
    public @Nullable Object replacePlaceholder(@Nullable Object value) {
        return scope == Scope.COLUMN && value != null && forms.isUntypedForm(value) ? Unavailable.UNAVAILABLE : value;
    }

    public @Nullable Object replacePlaceholder(@Nullable String text) {
        return scope == Scope.COLUMN && text != null && forms.isUntypedForm(text) ? Unavailable.UNAVAILABLE : text;
    }
}
