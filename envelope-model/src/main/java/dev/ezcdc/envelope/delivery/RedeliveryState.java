package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.source.LsnPosition;
import dev.ezcdc.envelope.source.MySqlPosition;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.PostgresPosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state that a {@link RedeliveryFilter} keeps across a restart. Its text form fits next to an offset in Kafka.
 *
 * <p>The text form is empty for an empty state, otherwise {@code 1|position|gtids|fingerprints}:
 *
 * <pre>
 * 1              version of the form
 * position       of the last change: P,lastCommitLsn,lsn (hexadecimal), M,offset,file[,gtid]
 *                or L,commitLsn,changeLsn,number
 * gtids          MySQL only: highest transaction number by server, server=number,…
 * fingerprints   of the changes at that position, ten bytes each
 * </pre>
 *
 * <p>Names and fingerprints are in URL-safe base64 without padding. Immutable and thread-safe.
 */
public final class RedeliveryState {

    /** The state of a filter that has not accepted a change with a position. */
    public static final RedeliveryState EMPTY = new RedeliveryState(null, Map.of(), Set.of());

    /** Kafka's default limit for the metadata of an offset ({@code offset.metadata.max.bytes}). */
    private static final int MAX_CHARS = 4096;

    private static final String VERSION = "1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final @Nullable Position highest;
    private final Map<String, Long> gtids;
    private final Set<ChangeFingerprint> fingerprints;

    /** Takes ownership of the collections. */
    RedeliveryState(@Nullable Position highest, Map<String, Long> gtids, Set<ChangeFingerprint> fingerprints) {
        this.highest = highest;
        this.gtids = gtids;
        this.fingerprints = fingerprints;
    }

    /** Returns the highest position; null if the state is empty. */
    @Nullable
    Position highest() {
        return highest;
    }

    Map<String, Long> gtids() {
        return gtids;
    }

    /** Returns the fingerprints of the changes at the highest position. */
    Set<ChangeFingerprint> fingerprints() {
        return fingerprints;
    }

    /**
     * Returns the text form: at most 4,096 characters, all of them ASCII. If not all GTIDs and fingerprints fit, the
     * others are omitted. A redelivery of the changes they stand for then counts as a first delivery.
     */
    public String toText() {
        if (highest == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(VERSION).append('|').append(formatPosition(highest));
        text.append('|');
        int before = text.length();
        new TreeMap<>(gtids).forEach((source, number) -> {
            String pair = encode(source) + '=' + number;
            if (text.length() + pair.length() + 2 < MAX_CHARS) {
                text.append(text.length() == before ? "" : ",").append(pair);
            }
        });
        text.append('|');
        int fit = (MAX_CHARS - text.length()) * 3 / 4 / ChangeFingerprint.BYTES;
        byte[] bytes = new byte[Math.min(Math.max(fit, 0), fingerprints.size()) * ChangeFingerprint.BYTES];
        int end = 0;
        for (ChangeFingerprint fingerprint : fingerprints) {
            if (end == bytes.length) {
                break;
            }
            fingerprint.write(bytes, end);
            end += ChangeFingerprint.BYTES;
        }
        return text.append(BASE64.encodeToString(bytes)).toString();
    }

    /** Returns the state with this text form; {@link #EMPTY} if the text has another form. */
    public static RedeliveryState fromText(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            return EMPTY;
        }
        try {
            Position highest = parsePosition(parts[1]);
            return highest == null
                    ? EMPTY
                    : new RedeliveryState(highest, parseGtids(parts[2]), parseFingerprints(parts[3]));
        } catch (IllegalArgumentException otherForm) {
            return EMPTY;
        }
    }

    private static String formatPosition(Position position) {
        if (position instanceof PostgresPosition postgres) {
            return "P," + Long.toHexString(postgres.lastCommitLsn()) + ',' + Long.toHexString(postgres.lsn());
        } else if (position instanceof MySqlPosition mySql) {
            String gtid = mySql.gtid() == null ? "" : ',' + encode(mySql.gtid());
            return "M," + mySql.pos() + ',' + encode(mySql.file()) + gtid;
        }
        LsnPosition lsn = (LsnPosition) position;
        return "L," + lsn.commitLsn() + ',' + lsn.changeLsn() + ',' + lsn.eventSerialNo();
    }

    private static @Nullable Position parsePosition(String text) {
        List<String> parts = List.of(text.split(",", -1));
        return switch (parts.get(0) + parts.size()) {
            case "P3" ->
                new PostgresPosition(
                        Long.parseUnsignedLong(parts.get(1), 16), Long.parseUnsignedLong(parts.get(2), 16));
            case "M3" -> new MySqlPosition(decode(parts.get(2)), Long.parseLong(parts.get(1)), null);
            case "M4" -> new MySqlPosition(decode(parts.get(2)), Long.parseLong(parts.get(1)), decode(parts.get(3)));
            case "L4" -> LsnPosition.ofOrNull(parts.get(1), parts.get(2), Long.parseLong(parts.get(3)));
            default -> null;
        };
    }

    private static Map<String, Long> parseGtids(String text) {
        Map<String, Long> gtids = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            gtids.put(decode(pair.substring(0, Math.max(0, equals))), Long.parseLong(pair.substring(equals + 1)));
        }
        return gtids;
    }

    private static Set<ChangeFingerprint> parseFingerprints(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        Set<ChangeFingerprint> fingerprints = new HashSet<>();
        for (int i = 0; i + ChangeFingerprint.BYTES <= bytes.length; i += ChangeFingerprint.BYTES) {
            fingerprints.add(ChangeFingerprint.read(bytes, i));
        }
        return fingerprints;
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RedeliveryState that
                && Objects.equals(highest, that.highest)
                && gtids.equals(that.gtids)
                && fingerprints.equals(that.fingerprints);
    }

    @Override
    public int hashCode() {
        return Objects.hash(highest, gtids, fingerprints);
    }

    /** Returns the text form. */
    @Override
    public String toString() {
        return toText();
    }
}
