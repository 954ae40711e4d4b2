package dev.ezcdc.envelope;

/**
 * An event's place in its transaction ({@code provide.transaction.metadata=true}).
 *
 * @param id the transaction; for PostgreSQL {@code txId:lsn}, in which the second part differs from event to event
 * @param totalOrder the event's place among all events of the transaction, from 1
 * @param dataCollectionOrder its place among the transaction's events of the same table, from 1
 */
public record TransactionBlock(String id, long totalOrder, long dataCollectionOrder) {

    /** The part of {@link #id()} before the first colon: what all events of one transaction share. */
    public String transactionId() {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }
}
