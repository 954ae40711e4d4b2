package dev.ezcdc.envelope.delivery;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first ten bytes of the SHA-256 of a {@link ChangeIdentity}. A filter that remembers 131,072 of them takes a new
 * change for a known one with a probability of 1 in 10^19, and about 300 of them fit into the metadata of an offset in Kafka.
 */
record ChangeFingerprint(long head, short tail) {

    static final int BYTES = 10;

    /** Computes fingerprints; reuses its digest. Not thread-safe. */
    static final class Digest {

        private final MessageDigest sha256;

        Digest() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }

        ChangeFingerprint of(CanonicalBytes identity) {
            sha256.update(identity.array(), 0, identity.length());
            return read(sha256.digest(), 0);
        }
    }

    static ChangeFingerprint read(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, BYTES);
        return new ChangeFingerprint(buffer.getLong(), buffer.getShort());
    }

    void write(byte[] bytes, int at) {
        ByteBuffer.wrap(bytes, at, BYTES).putLong(head).putShort(tail);
    }
}
