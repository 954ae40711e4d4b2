package dev.ezcdc.benchmarks.contender.binary;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import dev.ezcdc.benchmarks.contender.binary.avro.AvroCustomer;
import dev.ezcdc.benchmarks.contender.binary.avro.AvroEnvelope;
import dev.ezcdc.benchmarks.contender.binary.avro.AvroSource;
import dev.ezcdc.benchmarks.contender.binary.avro.AvroTransaction;
import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import org.jspecify.annotations.Nullable;

/** Converts between the classes that Avro generated and those of the other contenders. Not measured. */
final class AvroMapper {

    private AvroMapper() {}

    static AvroEnvelope toAvro(Envelope envelope) {
        TransactionBlock transaction = envelope.getTransaction();
        return new AvroEnvelope(
                toAvro(envelope.getBefore()),
                toAvro(envelope.getAfter()),
                toAvro(require(envelope.getSource(), "source")),
                transaction == null
                        ? null
                        : new AvroTransaction(
                                transaction.getId(), transaction.getTotalOrder(), transaction.getDataCollectionOrder()),
                envelope.getOp(),
                envelope.getTsMs(),
                envelope.getTsUs(),
                envelope.getTsNs());
    }

    private static @Nullable AvroCustomer toAvro(@Nullable Customer row) {
        return row == null
                ? null
                : new AvroCustomer(row.getId(), row.getFirstName(), row.getLastName(), row.getEmail());
    }

    private static AvroSource toAvro(Source source) {
        return new AvroSource(
                source.getVersion(),
                source.getConnector(),
                source.getName(),
                source.getTsMs(),
                source.getSnapshot(),
                source.getDb(),
                source.getSequence(),
                source.getTsUs(),
                source.getTsNs(),
                source.getSchema(),
                source.getTable(),
                source.getTxId(),
                source.getLsn(),
                source.getXmin(),
                source.getOrigin(),
                source.getOriginLsn());
    }

    static Envelope fromAvro(AvroEnvelope avro) {
        Envelope envelope = new Envelope();
        envelope.setBefore(fromAvro(avro.getBefore()));
        envelope.setAfter(fromAvro(avro.getAfter()));
        envelope.setSource(fromAvro(avro.getSource()));
        envelope.setTransaction(fromAvro(avro.getTransaction()));
        envelope.setOp(avro.getOp());
        envelope.setTsMs(avro.getTsMs());
        envelope.setTsUs(avro.getTsUs());
        envelope.setTsNs(avro.getTsNs());
        return envelope;
    }

    private static @Nullable Customer fromAvro(@Nullable AvroCustomer avro) {
        if (avro == null) {
            return null;
        }
        Customer row = new Customer();
        row.setId(avro.getId());
        row.setFirstName(avro.getFirstName());
        row.setLastName(avro.getLastName());
        row.setEmail(avro.getEmail());
        return row;
    }

    private static Source fromAvro(AvroSource avro) {
        Source source = new Source();
        source.setVersion(avro.getVersion());
        source.setConnector(avro.getConnector());
        source.setName(avro.getName());
        source.setTsMs(avro.getTsMs());
        source.setSnapshot(avro.getSnapshot());
        source.setDb(avro.getDb());
        source.setSequence(avro.getSequence());
        source.setTsUs(avro.getTsUs());
        source.setTsNs(avro.getTsNs());
        source.setSchema(avro.getSchema$());
        source.setTable(avro.getTable());
        source.setTxId(avro.getTxId());
        source.setLsn(avro.getLsn());
        source.setXmin(avro.getXmin());
        source.setOrigin(avro.getOrigin());
        source.setOriginLsn(avro.getOriginLsn());
        return source;
    }

    private static @Nullable TransactionBlock fromAvro(@Nullable AvroTransaction avro) {
        if (avro == null) {
            return null;
        }
        TransactionBlock transaction = new TransactionBlock();
        transaction.setId(avro.getId());
        transaction.setTotalOrder(avro.getTotalOrder());
        transaction.setDataCollectionOrder(avro.getDataCollectionOrder());
        return transaction;
    }
}
