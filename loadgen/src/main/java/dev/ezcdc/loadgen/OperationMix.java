package dev.ezcdc.loadgen;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The proportions of inserts, updates, deletes and key changes. The weights need not add up to 100. Immutable.
 *
 * @param insert weight of inserts
 * @param update weight of updates
 * @param delete weight of deletes
 * @param rekey weight of updates that change the key
 */
public record OperationMix(int insert, int update, int delete, int rekey) {

    /** 70 inserts to 20 updates to 10 deletes. */
    public static final OperationMix DEFAULT = new OperationMix(70, 20, 10, 0);

    public static final OperationMix INSERTS_ONLY = new OperationMix(1, 0, 0, 0);

    private static final String EXAMPLE = "insert=70,update=20,delete=10";
    private static final int MAX_WEIGHT = 1_000_000;

    /** @throws IllegalArgumentException if a weight is negative or greater than a million, or if inserts have weight 0 */
    public OperationMix {
        for (int weight : new int[] {insert, update, delete, rekey}) {
            if (weight < 0 || weight > MAX_WEIGHT) {
                throw new IllegalArgumentException("weight must be between 0 and " + MAX_WEIGHT + ", not " + weight);
            }
        }
        if (insert == 0) {
            // Only rows of this run are updated and deleted, so without inserts there is nothing to change.
            throw new IllegalArgumentException("the mix must contain inserts, as in " + EXAMPLE);
        }
    }

    /** A mix without key changes. */
    public OperationMix(int insert, int update, int delete) {
        this(insert, update, delete, 0);
    }

    /**
     * Parses {@code insert=70,update=20,delete=10}, optionally with {@code rekey=5}. An operation without a weight has
     * weight 0.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static OperationMix parse(String text) {
        int[] weights = {-1, -1, -1, -1};
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + part + "' is not operation=weight, as in " + EXAMPLE);
            }
            int kind = parseKind(part.substring(0, equals).strip());
            if (weights[kind] >= 0) {
                throw new IllegalArgumentException("'" + part + "' repeats an operation");
            }
            weights[kind] = parseWeight(part.substring(equals + 1).strip());
        }
        return new OperationMix(
                Math.max(0, weights[0]), Math.max(0, weights[1]), Math.max(0, weights[2]), Math.max(0, weights[3]));
    }

    /** A {@link LoadOperation}, or an update of the key. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        REKEY
    }

    /** Draws the next operation with one number from {@code random}. */
    public Kind drawKind(RandomGenerator random) {
        int number = random.nextInt(insert + update + delete + rekey);
        if (number < insert) {
            return Kind.INSERT;
        }
        if (number < insert + update) {
            return Kind.UPDATE;
        }
        return number < insert + update + delete ? Kind.DELETE : Kind.REKEY;
    }

    private static int parseKind(String name) {
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT)).ordinal();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not an operation; use insert, update, delete or rekey", e);
        }
    }

    private static int parseWeight(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + digits + "' is not a weight; use a whole number from 0", e);
        }
    }

    @Override
    public String toString() {
        return "insert=" + insert + ",update=" + update + ",delete=" + delete + (rekey == 0 ? "" : ",rekey=" + rekey);
    }
}
