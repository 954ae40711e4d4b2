package dev.ezcdc.envelope.delivery;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that a {@link RedeliveryFilter} keeps across a restart: its last changes. Immutable and thread-safe.
 *
 * <p>The text form is empty for an empty state, otherwise {@code 2|} and ten bytes for each change, oldest first, in URL-safe
 * base64 without padding. It means the same on every JVM and in every version that reads it. Version 1 stored positions,
 * which do not identify changes.
 */
public final class RedeliveryState {

    /** The state of a filter that has not accepted a change with an identity. */
    public static final RedeliveryState EMPTY = new RedeliveryState(List.of());

    /** Kafka's default limit for the metadata of an offset is 4,096 bytes; 300 changes take 4,002. */
    static final int MAX_CHANGES = 300;

    private static final String VERSION = "2|";

    private final List<ChangeFingerprint> fingerprints;

    RedeliveryState(List<ChangeFingerprint> fingerprints) {
        this.fingerprints = List.copyOf(fingerprints);
    }

    List<ChangeFingerprint> fingerprints() {
        return fingerprints;
    }

    /** Returns the text form: at most 4,096 ASCII characters. */
    public String toText() {
        if (fingerprints.isEmpty()) {
            return "";
        }
        byte[] bytes = new byte[fingerprints.size() * ChangeFingerprint.BYTES];
        for (int i = 0; i < fingerprints.size(); i++) {
            fingerprints.get(i).write(bytes, i * ChangeFingerprint.BYTES);
        }
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads the text form; returns null if the text is not of this version and form. */
    public static @Nullable RedeliveryState fromText(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        if (!text.startsWith(VERSION)) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text.substring(VERSION.length()));
        } catch (IllegalArgumentException otherForm) {
            return null;
        }
        if (bytes.length == 0 || bytes.length % ChangeFingerprint.BYTES != 0) {
            return null;
        }
        List<ChangeFingerprint> fingerprints = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += ChangeFingerprint.BYTES) {
            fingerprints.add(ChangeFingerprint.read(bytes, at));
        }
        return new RedeliveryState(fingerprints);
    }

    /** Returns the number of changes, not their identities. */
    @Override
    public String toString() {
        return fingerprints.size() + " changes";
    }
}
