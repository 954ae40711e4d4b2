package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The escapes that JSON requires and those of {@link Escapes}, because a JSON line may be printed on a terminal. */
final class TerminalSafeEscapes extends CharacterEscapes {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        codes[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
        return codes;
    }

    /** Called for each non-ASCII char. Surrogates pass unchanged here; {@link JsonValueWriter} handles them. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return !Character.isSurrogate((char) c) && Escapes.isUnsafe(c)
                ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
                : null;
    }
}
