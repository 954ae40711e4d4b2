package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.MySqlSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a change of MySQL or MariaDB with a known identity is a redelivery. Not thread-safe.
 *
 * <p>Where each row of the log has a separate position, it is. Where changes share positions, two of one transaction can
 * be equal in every field. There a known identity proves a redelivery only once a later transaction of the same server has
 * begun: a connector writes transactions one after the other, so every change of the earlier one was delivered by then.
 *
 * <p>MariaDB's changes can always share positions. MySQL's do if transactions are compressed. No field shows that, but
 * two different changes at one position prove it.
 */
final class BinlogEvidence {

    private static final int POSITIONS = 1 << 12;

    private final ChangeFingerprint.Digest digest;
    private final CanonicalBytes bytes = new CanonicalBytes();
    private final FingerprintWindow positions = new FingerprintWindow(POSITIONS);
    /** The topic prefixes of connectors whose changes share positions. */
    private final Set<String> sharing = new HashSet<>();
    /** The highest transaction number, by topic prefix and server. */
    private final Map<String, Long> latest = new HashMap<>();

    private @Nullable Operation lastOperation;

    BinlogEvidence(ChangeFingerprint.Digest digest) {
        this.digest = digest;
    }

    /** @param isNew whether the identity of the change is not known */
    boolean isFirstDelivery(ChangeEvent event, MySqlSource source, boolean isNew) {
        notePosition(event, source, isNew);
        boolean isOver = isOver(source, isNew);
        boolean isUnique = ChangeIdentity.isUnique(source) && !sharing.contains(source.name());
        return isNew || !isUnique && !isOver;
    }

    /** A delete and a create at one position are a key update: one row of the log, two changes. */
    private void notePosition(ChangeEvent event, MySqlSource source, boolean isNew) {
        boolean isKeyUpdate = lastOperation == Operation.DELETE && event.op() == Operation.CREATE;
        lastOperation = event.op();
        if (isNew && ChangeIdentity.isUnique(source)) {
            bytes.clear();
            ChangeIdentity.writePosition(source, bytes);
            bytes.append(source.name());
            bytes.append(source.timestamp());
            if (!positions.add(digest.of(bytes)) && !isKeyUpdate) {
                sharing.add(source.name());
            }
        }
    }

    /** Returns whether a later transaction of the same server has begun; false without GTIDs. */
    private boolean isOver(MySqlSource source, boolean isNew) {
        String gtid = source.gtid();
        int number = gtid == null ? 0 : Math.max(gtid.lastIndexOf(':'), gtid.lastIndexOf('-')) + 1;
        if (gtid == null || number == 0) {
            return false;
        }
        long transaction;
        try {
            transaction = Long.parseLong(gtid, number, gtid.length(), 10);
        } catch (NumberFormatException otherForm) {
            return false;
        }
        String server = source.name() + '|' + gtid.substring(0, number);
        Long known = latest.get(server);
        if (isNew && (known == null || transaction > known)) {
            latest.put(server, transaction);
        }
        return known != null && transaction < known;
    }
}
