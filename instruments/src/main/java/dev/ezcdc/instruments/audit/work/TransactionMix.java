package dev.ezcdc.instruments.audit.work;

import java.util.random.RandomGenerator;

/**
 * How often each kind of transaction is written, as weights.
 *
 * @param single one row inserted, updated or deleted
 * @param several two to eight changes over all tables
 * @param rolledBack several changes that are taken back, all or those after a savepoint
 * @param keyChange a row gets another key
 * @param copy rows by {@code COPY}
 * @param truncate a table is emptied
 * @param large values of tens of thousands of characters
 */
public record TransactionMix(int single, int several, int rolledBack, int keyChange, int copy, int truncate, int large) {

    /** Of everything something. */
    public static final TransactionMix DEFAULT = new TransactionMix(60, 20, 8, 5, 3, 1, 3);

    /** Many rows get other keys. */
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
        throw new IllegalStateException("weights without a sum");
    }
}
