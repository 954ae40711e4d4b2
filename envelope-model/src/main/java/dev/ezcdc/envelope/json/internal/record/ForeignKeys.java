package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.BinaryKey;
import dev.ezcdc.envelope.json.internal.bytes.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys that are not a struct in JSON: a transform or another converter wrote them. */
public final class ForeignKeys {

    private ForeignKeys() {}

    /**
     * Returns a key that is not JSON: a string if it is text, otherwise its bytes. The first byte of a schema registry's
     * format is zero, which no text begins with.
     */
    public static @Nullable Object toTextOrBytes(byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        boolean isText = Utf8.indexOfMalformed(key) < 0 && (key.length == 0 || key[0] != 0);
        return isText ? new String(key, StandardCharsets.UTF_8) : new BinaryKey(key.clone());
    }

    /** Returns the content of a key with bytes in a form that is compared by content. */
    public static @Nullable Object comparable(@Nullable Object content) {
        return content instanceof byte[] bytes ? new BinaryKey(bytes) : content;
    }
}
