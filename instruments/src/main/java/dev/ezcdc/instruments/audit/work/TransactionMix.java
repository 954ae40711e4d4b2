package dev.ezcdc.instruments.audit.work;

import java.util.random.RandomGenerator;

/**
 * The frequency of each kind of transaction, as weights.
 *
 * @param single insert, update or delete of one row
 * @param several two to eight changes over all tables
 * @param rolledBack several changes that are rolled back, completely or to a savepoint
 * @param keyChange update of a primary key
 * @param copy several rows inserted with {@code COPY}
 * @param truncate {@code TRUNCATE} of a table
 * @param large insert of a value of tens of thousands of characters
 */
public record TransactionMix(
        int single, int several, int rolledBack, int keyChange, int copy, int truncate, int large) {

    /** A mix of all kinds. */
    public static final TransactionMix DEFAULT = new TransactionMix(60, 20, 8, 5, 3, 1, 3);

    /** A mix with many primary-key updates. */
    public static final TransactionMix KEY_CHANGES = new TransactionMix(35, 15, 5, 40, 3, 0, 2);

    enum Kind {
        SINGLE,
        SEVERAL,
        ROLLED_BACK,
        KEY_CHANGE,
        COPY,
        TRUNCATE,
        LARGE
    }

    Kind choose(RandomGenerator random) {
        int[] weights = {single, several, rolledBack, keyChange, copy, truncate, large};
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int at = random.nextInt(sum);
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return Kind.values()[i];
            }
        }
        throw new IllegalStateException("the weights do not add up to their sum: " + this);
    }
}
