package dev.ezcdc.loadgen;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * In what proportion rows are inserted, updated, deleted and given another key. The weights need not add up to 100.
 *
 * @param insert weight of inserts
 * @param update weight of updates
 * @param delete weight of deletes
 * @param rekey weight of updates that change the key
 */
public record OperationMix(int insert, int update, int delete, int rekey) {

    /** Seven inserts to two updates to one delete. */
    public static final OperationMix DEFAULT = new OperationMix(70, 20, 10, 0);

    public static final OperationMix INSERTS_ONLY = new OperationMix(1, 0, 0, 0);

    private static final String EXAMPLE = "insert=70,update=20,delete=10";
    private static final int MAX_WEIGHT = 1_000_000;

    /** @throws IllegalArgumentException if a weight is negative or over a million, or if there are no inserts */
    public OperationMix {
        for (int weight : new int[] {insert, update, delete, rekey}) {
            if (weight < 0 || weight > MAX_WEIGHT) {
                throw new IllegalArgumentException("a weight is from 0 to " + MAX_WEIGHT + ", not " + weight);
            }
        }
        if (insert == 0) {
            // Only rows of this run are updated and deleted, so without inserts there is nothing to do either to.
            throw new IllegalArgumentException("the mix needs inserts, such as " + EXAMPLE);
        }
    }

    /** Without key changes. */
    public OperationMix(int insert, int update, int delete) {
        this(insert, update, delete, 0);
    }

    /**
     * Reads {@code insert=70,update=20,delete=10}, or with {@code rekey=5} besides; an operation that is not named has weight 0.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static OperationMix parse(String text) {
        int[] weights = {-1, -1, -1, -1};
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'" + part + "' is not of the form operation=weight; an example: " + EXAMPLE);
            }
            int operation = parseKind(part.substring(0, equals).strip());
            if (weights[operation] >= 0) {
                throw new IllegalArgumentException("'" + part + "' names an operation a second time");
            }
            weights[operation] = parseWeight(part.substring(equals + 1).strip());
        }
        return new OperationMix(
                Math.max(0, weights[0]), Math.max(0, weights[1]), Math.max(0, weights[2]), Math.max(0, weights[3]));
    }

    /** What is done next: an {@link LoadOperation}, or an update of the key. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        REKEY
    }

    /** The next operation: one draw from {@code random}. */
    public Kind drawKind(RandomGenerator random) {
        int draw = random.nextInt(insert + update + delete + rekey);
        if (draw < insert) {
            return Kind.INSERT;
        }
        if (draw < insert + update) {
            return Kind.UPDATE;
        }
        return draw < insert + update + delete ? Kind.DELETE : Kind.REKEY;
    }

    private static int parseKind(String name) {
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT)).ordinal();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is none of insert, update, delete, rekey", e);
        }
    }

    private static int parseWeight(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + digits + "' is no weight: a whole number from 0", e);
        }
    }

    @Override
    public String toString() {
        return "insert=" + insert + ",update=" + update + ",delete=" + delete + (rekey == 0 ? "" : ",rekey=" + rekey);
    }
}
