package dev.ezcdc.consumer.format;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.ezcdc.consumer.redact.Escapes;
import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON's own escapes, and besides those of {@link Escapes}: a JSON line may be read on a terminal, too. */
final class TerminalSafeEscapes extends CharacterEscapes {

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        codes[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
        return codes;
    }

    /** Asked for each char beyond ASCII; half a surrogate pair is let through here, see {@link JsonValueWriter}. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return !Character.isSurrogate((char) c) && Escapes.isUnsafe(c)
                ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
                : null;
    }
}
