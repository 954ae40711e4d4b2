package dev.ezcdc.benchmarks.contender.binary;

import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufCustomer;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufEnvelope;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufSource;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufTransaction;
import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;

/** Converts the classes that protobuf generated to those of the other contenders. Not measured. */
final class ProtobufReader {

    private ProtobufReader() {}

    static Envelope fromProtobuf(ProtobufEnvelope protobuf) {
        Envelope envelope = new Envelope();
        envelope.setBefore(protobuf.hasBefore() ? fromProtobuf(protobuf.getBefore()) : null);
        envelope.setAfter(protobuf.hasAfter() ? fromProtobuf(protobuf.getAfter()) : null);
        envelope.setSource(fromProtobuf(protobuf.getSource()));
        envelope.setTransaction(protobuf.hasTransaction() ? fromProtobuf(protobuf.getTransaction()) : null);
        envelope.setOp(protobuf.getOp());
        envelope.setTsMs(protobuf.hasTsMs() ? (Long) protobuf.getTsMs() : null);
        envelope.setTsUs(protobuf.hasTsUs() ? (Long) protobuf.getTsUs() : null);
        envelope.setTsNs(protobuf.hasTsNs() ? (Long) protobuf.getTsNs() : null);
        return envelope;
    }

    private static Customer fromProtobuf(ProtobufCustomer protobuf) {
        Customer row = new Customer();
        row.setId(protobuf.getId());
        row.setFirstName(protobuf.hasFirstName() ? protobuf.getFirstName() : null);
        row.setLastName(protobuf.hasLastName() ? protobuf.getLastName() : null);
        row.setEmail(protobuf.hasEmail() ? protobuf.getEmail() : null);
        return row;
    }

    private static Source fromProtobuf(ProtobufSource protobuf) {
        Source source = new Source();
        source.setVersion(protobuf.getVersion());
        source.setConnector(protobuf.getConnector());
        source.setName(protobuf.getName());
        source.setTsMs(protobuf.getTsMs());
        source.setSnapshot(protobuf.hasSnapshot() ? protobuf.getSnapshot() : null);
        source.setDb(protobuf.getDb());
        source.setSequence(protobuf.hasSequence() ? protobuf.getSequence() : null);
        source.setTsUs(protobuf.hasTsUs() ? (Long) protobuf.getTsUs() : null);
        source.setTsNs(protobuf.hasTsNs() ? (Long) protobuf.getTsNs() : null);
        source.setSchema(protobuf.getSchema());
        source.setTable(protobuf.getTable());
        source.setTxId(protobuf.hasTxId() ? (Long) protobuf.getTxId() : null);
        source.setLsn(protobuf.hasLsn() ? (Long) protobuf.getLsn() : null);
        source.setXmin(protobuf.hasXmin() ? (Long) protobuf.getXmin() : null);
        source.setOrigin(protobuf.hasOrigin() ? protobuf.getOrigin() : null);
        source.setOriginLsn(protobuf.hasOriginLsn() ? (Long) protobuf.getOriginLsn() : null);
        return source;
    }

    private static TransactionBlock fromProtobuf(ProtobufTransaction protobuf) {
        TransactionBlock transaction = new TransactionBlock();
        transaction.setId(protobuf.getId());
        transaction.setTotalOrder(protobuf.getTotalOrder());
        transaction.setDataCollectionOrder(protobuf.getDataCollectionOrder());
        return transaction;
    }
}
