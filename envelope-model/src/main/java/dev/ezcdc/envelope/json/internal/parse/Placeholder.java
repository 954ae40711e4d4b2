package dev.ezcdc.envelope.json.internal.parse;

import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Unavailable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which values stand for one that the change did not carry, and where: only a row's columns can be unavailable, never an
 * envelope's own fields, nor an element within a column. So a placeholder goes along as a message is read:
 *
 * <pre>
 * envelope ── before, after ──▶ row ── any field ──▶ column ── elements, fields ──▶ NONE
 *     └────── other fields ──▶ NONE
 * </pre>
 *
 * Immutable.
 */
public final class Placeholder {

    /** Where nothing is ever unavailable. */
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

    /** For a whole envelope. */
    public static Placeholder forEnvelope(PlaceholderForms forms) {
        return new Placeholder(Scope.ENVELOPE, forms);
    }

    /** For a record of a kind, or, if it is none, for a row of its own: a key. */
    public Placeholder forRecord(@Nullable RecordKind kind) {
        return kind == null ? forRow() : kind == RecordKind.CHANGE ? this : NONE;
    }

    /** For a row of its own: a key. */
    public Placeholder forRow() {
        return new Placeholder(Scope.ROW, forms);
    }

    /** For a field of the struct that this one is for. */
    public Placeholder forField(String name) {
        return switch (scope) {
            case ENVELOPE -> name.equals("before") || name.equals("after") ? forRow() : NONE;
            case ROW -> new Placeholder(Scope.COLUMN, forms);
            case COLUMN, NOTHING -> NONE;
        };
    }

    /**
     * What tells, of a type's values as they are decoded, those that are unavailable.
     *
     * @return null if values of that type never are, here or anywhere
     */
    public @Nullable Predicate<Object> unavailablePredicate(ColumnType type) {
        return scope == Scope.COLUMN ? forms.unavailablePredicate(type) : null;
    }

    /** See {@link PlaceholderForms#textLengthMask()}. */
    public long textLengthMask() {
        return forms.textLengthMask();
    }

    /** {@link Unavailable#UNAVAILABLE} if an untyped value is, here, the placeholder in one of its forms; else the value. */
    public @Nullable Object replacePlaceholder(@Nullable Object value) {
        return scope == Scope.COLUMN && value != null && forms.isUntypedForm(value) ? Unavailable.UNAVAILABLE : value;
    }

    /** The same for a text. */
    public @Nullable Object replacePlaceholder(@Nullable String text) {
        return scope == Scope.COLUMN && text != null && forms.isUntypedForm(text) ? Unavailable.UNAVAILABLE : text;
    }
}
