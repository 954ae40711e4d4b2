package dev.ezcdc.envelope;

/**
 * An event's position in its transaction ({@code provide.transaction.metadata=true}).
 *
 * @param id the transaction's id; for PostgreSQL {@code txId:lsn}, where the second part differs from event to event
 * @param totalOrder the event's number among all events of the transaction, from 1
 * @param dataCollectionOrder the event's number among the transaction's events of the same table, from 1
 */
public record TransactionBlock(String id, long totalOrder, long dataCollectionOrder) {

    /** Returns the part of the id that all events of one transaction share, see {@link #transactionId(String)}. */
    public String transactionId() {
        return transactionId(id);
    }

    /**
     * Returns the part of an id that all events of one transaction share: the part before the colon of a PostgreSQL id
     * ({@code txId:lsn}), otherwise the whole id. Ids of other connectors can contain colons too: MySQL's {@code
     * server:number}, SQL Server's LSNs.
     */
    public static String transactionId(String id) {
        int colon = id.indexOf(':');
        return colon > 0 && isNumber(id, 0, colon) && isNumber(id, colon + 1, id.length())
                ? id.substring(0, colon)
                : id;
    }

    private static boolean isNumber(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > start;
    }
}
