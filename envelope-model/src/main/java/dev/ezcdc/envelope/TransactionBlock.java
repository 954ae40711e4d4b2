package dev.ezcdc.envelope;

/**
 * An event's place in its transaction ({@code provide.transaction.metadata=true}).
 *
 * @param id the transaction; for PostgreSQL {@code txId:lsn}, in which the second part differs from event to event
 * @param totalOrder the event's place among all events of the transaction, from 1
 * @param dataCollectionOrder its place among the transaction's events of the same table, from 1
 */
public record TransactionBlock(String id, long totalOrder, long dataCollectionOrder) {

    /** What all events of one transaction share: the part before the colon of PostgreSQL's ids, else the whole id. */
    public String transactionId() {
        return transactionId(id);
    }

    /** Ids of other connectors can have colons as well: MySQL's {@code server:number}, SQL Server's LSNs. */
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
