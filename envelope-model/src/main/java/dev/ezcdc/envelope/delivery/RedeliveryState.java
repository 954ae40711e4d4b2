package dev.ezcdc.envelope.delivery;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a {@link RedeliveryFilter}'s last fingerprints: {@code 2|}, then their bytes in base64url, oldest first.
 * Version 1 stored positions; they do not identify changes.
 */
final class RedeliveryState {

    /** Kafka stores 4,096 bytes beside an offset ({@code offset.metadata.max.bytes}); 300 fingerprints take 4,002. */
    static final int MOST = 300;

    private static final String VERSION = "2|";

    private RedeliveryState() {}

    static String toText(List<ChangeFingerprint> fingerprints) {
        if (fingerprints.isEmpty()) {
            return "";
        }
        byte[] bytes = new byte[fingerprints.size() * ChangeFingerprint.BYTES];
        for (int i = 0; i < fingerprints.size(); i++) {
            fingerprints.get(i).write(bytes, i * ChangeFingerprint.BYTES);
        }
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the fingerprints, or null if the text is not of this version and form. */
    static @Nullable List<ChangeFingerprint> fromText(String text) {
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
        return fingerprints;
    }
}
