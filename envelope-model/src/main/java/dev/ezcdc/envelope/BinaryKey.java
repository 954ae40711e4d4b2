package dev.ezcdc.envelope;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A record's key that is neither JSON nor text, such as one in Avro. Compared by content.
 *
 * @param bytes the key; callers must not modify it
 */
public record BinaryKey(byte[] bytes) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BinaryKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns the bytes in hexadecimal digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
