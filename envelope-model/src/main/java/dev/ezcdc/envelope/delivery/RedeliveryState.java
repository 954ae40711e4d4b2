package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.source.LsnPosition;
import dev.ezcdc.envelope.source.MySqlPosition;
import dev.ezcdc.envelope.source.Position;
import dev.ezcdc.envelope.source.PostgresPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RedeliveryFilter} has to remember across a restart, as a short text: {@code 1|position|gtids|marks}.
 *
 * @param marks of the changes that were seen at the position, see {@link ChangeFingerprint}
 */
record RedeliveryState(Position highest, Map<String, Long> gtids, Set<ChangeFingerprint> marks) {

    /** Kafka keeps 4,096 bytes beside an offset unless it is told otherwise ({@code offset.metadata.max.bytes}). */
    static final int LONGEST = 4096;

    private static final String VERSION = "1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** As many of the GTIDs and marks as fit: of those left out, a redelivery counts as a first delivery. */
    String text() {
        StringBuilder text = new StringBuilder(VERSION).append('|').append(position(highest));
        text.append('|');
        int before = text.length();
        new TreeMap<>(gtids).forEach((source, number) -> {
            String pair = encoded(source) + '=' + number;
            if (text.length() + pair.length() + 2 < LONGEST) {
                text.append(text.length() == before ? "" : ",").append(pair);
            }
        });
        text.append('|');
        int fit = (LONGEST - text.length()) * 3 / 4 / ChangeFingerprint.BYTES;
        byte[] bytes = new byte[Math.min(Math.max(fit, 0), marks.size()) * ChangeFingerprint.BYTES];
        int end = 0;
        for (ChangeFingerprint mark : marks) {
            if (end == bytes.length) {
                break;
            }
            mark.write(bytes, end);
            end += ChangeFingerprint.BYTES;
        }
        return text.append(BASE64.encodeToString(bytes)).toString();
    }

    /** Null if the text is none of {@link #text()}'s. */
    static @Nullable RedeliveryState fromText(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            return null;
        }
        try {
            Position highest = position(parts[1]);
            return highest == null ? null : new RedeliveryState(highest, gtids(parts[2]), marks(parts[3]));
        } catch (IllegalArgumentException otherForm) {
            return null;
        }
    }

    private static String position(Position position) {
        if (position instanceof PostgresPosition postgres) {
            return "P," + Long.toHexString(postgres.lastCommitLsn()) + ',' + Long.toHexString(postgres.lsn());
        } else if (position instanceof MySqlPosition mySql) {
            String gtid = mySql.gtid() == null ? "" : ',' + encoded(mySql.gtid());
            return "M," + mySql.pos() + ',' + encoded(mySql.file()) + gtid;
        }
        LsnPosition lsn = (LsnPosition) position;
        return "L," + lsn.commitLsn() + ',' + lsn.changeLsn() + ',' + lsn.eventSerialNo();
    }

    private static @Nullable Position position(String text) {
        List<String> parts = List.of(text.split(",", -1));
        return switch (parts.get(0) + parts.size()) {
            case "P3" ->
                new PostgresPosition(
                        Long.parseUnsignedLong(parts.get(1), 16), Long.parseUnsignedLong(parts.get(2), 16));
            case "M3" -> new MySqlPosition(decoded(parts.get(2)), Long.parseLong(parts.get(1)), null);
            case "M4" -> new MySqlPosition(decoded(parts.get(2)), Long.parseLong(parts.get(1)), decoded(parts.get(3)));
            case "L4" -> LsnPosition.ofOrNull(parts.get(1), parts.get(2), Long.parseLong(parts.get(3)));
            default -> null;
        };
    }

    private static Map<String, Long> gtids(String text) {
        Map<String, Long> gtids = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = pair.indexOf('=');
            gtids.put(decoded(pair.substring(0, Math.max(0, equals))), Long.parseLong(pair.substring(equals + 1)));
        }
        return gtids;
    }

    private static Set<ChangeFingerprint> marks(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        Set<ChangeFingerprint> marks = new HashSet<>();
        for (int i = 0; i + ChangeFingerprint.BYTES <= bytes.length; i += ChangeFingerprint.BYTES) {
            marks.add(ChangeFingerprint.read(bytes, i));
        }
        return marks;
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Marks of identities, in addition to such as were restored. */
    static Set<ChangeFingerprint> marks(Set<ChangeFingerprint> restored, Set<List<@Nullable Object>> identities) {
        Set<ChangeFingerprint> marks = new HashSet<>(restored);
        for (List<@Nullable Object> identity : new ArrayList<>(identities)) {
            marks.add(ChangeFingerprint.of(identity));
        }
        return marks;
    }
}
