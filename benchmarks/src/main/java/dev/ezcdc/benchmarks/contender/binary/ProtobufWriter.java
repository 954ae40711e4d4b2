package dev.ezcdc.benchmarks.contender.binary;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufCustomer;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufEnvelope;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufSource;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufTransaction;
import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Converts an envelope to the classes that protobuf generated. Not measured. */
final class ProtobufWriter {

    private ProtobufWriter() {}

    static ProtobufEnvelope toProtobuf(Envelope envelope) {
        ProtobufEnvelope.Builder builder = ProtobufEnvelope.newBuilder();
        ifPresent(envelope.getBefore(), row -> builder.setBefore(toProtobuf(row)));
        ifPresent(envelope.getAfter(), row -> builder.setAfter(toProtobuf(row)));
        builder.setSource(toProtobuf(require(envelope.getSource(), "source")));
        ifPresent(envelope.getTransaction(), transaction -> builder.setTransaction(toProtobuf(transaction)));
        builder.setOp(require(envelope.getOp(), "op"));
        ifPresent(envelope.getTsMs(), builder::setTsMs);
        ifPresent(envelope.getTsUs(), builder::setTsUs);
        ifPresent(envelope.getTsNs(), builder::setTsNs);
        return builder.build();
    }

    private static ProtobufCustomer toProtobuf(Customer row) {
        ProtobufCustomer.Builder builder = ProtobufCustomer.newBuilder().setId(row.getId());
        ifPresent(row.getFirstName(), builder::setFirstName);
        ifPresent(row.getLastName(), builder::setLastName);
        ifPresent(row.getEmail(), builder::setEmail);
        return builder.build();
    }

    private static ProtobufSource toProtobuf(Source source) {
        ProtobufSource.Builder builder = ProtobufSource.newBuilder()
                .setVersion(require(source.getVersion(), "version"))
                .setConnector(require(source.getConnector(), "connector"))
                .setName(require(source.getName(), "name"))
                .setTsMs(require(source.getTsMs(), "ts_ms"))
                .setDb(require(source.getDb(), "db"))
                .setSchema(require(source.getSchema(), "schema"))
                .setTable(require(source.getTable(), "table"));
        ifPresent(source.getSnapshot(), builder::setSnapshot);
        ifPresent(source.getSequence(), builder::setSequence);
        ifPresent(source.getTsUs(), builder::setTsUs);
        ifPresent(source.getTsNs(), builder::setTsNs);
        ifPresent(source.getTxId(), builder::setTxId);
        ifPresent(source.getLsn(), builder::setLsn);
        ifPresent(source.getXmin(), builder::setXmin);
        ifPresent(source.getOrigin(), builder::setOrigin);
        ifPresent(source.getOriginLsn(), builder::setOriginLsn);
        return builder.build();
    }

    private static ProtobufTransaction toProtobuf(TransactionBlock transaction) {
        return ProtobufTransaction.newBuilder()
                .setId(require(transaction.getId(), "id"))
                .setTotalOrder(transaction.getTotalOrder())
                .setDataCollectionOrder(transaction.getDataCollectionOrder())
                .build();
    }

    private static <T> void ifPresent(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
