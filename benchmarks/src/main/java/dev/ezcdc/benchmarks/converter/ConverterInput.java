package dev.ezcdc.benchmarks.converter;

import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.Ring;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** The changes that a worker writes. Each input has the changes of {@link Corpus#customerUpdate}. */
public enum ConverterInput {
    /** As the connector creates them: all records of a table share their schema. */
    customers {
        @Override
        Schema newEnvelope(Schema envelope) {
            return envelope;
        }

        @Override
        boolean isSchemaShared() {
            return true;
        }
    },
    /** The same with a column of type {@code numeric(10,2)}. */
    customersWithNumeric {
        @Override
        Schema newEnvelope(Schema envelope) {
            SchemaBuilder row = copy(envelope.field("after").schema());
            row.field("balance", Decimal.builder(2).optional().build());
            Schema built = row.build();
            SchemaBuilder changed = SchemaBuilder.struct().name(envelope.name()).version(envelope.version());
            for (Field field : envelope.fields()) {
                boolean isImage = field.name().equals("before") || field.name().equals("after");
                changed.field(field.name(), isImage ? built : field.schema());
            }
            return changed.build();
        }

        @Override
        boolean isSchemaShared() {
            return true;
        }
    },
    /** Behind a transform that creates the schema of the envelope for each record. */
    customersTransformed {
        @Override
        Schema newEnvelope(Schema envelope) {
            return copy(envelope).build();
        }

        @Override
        boolean isSchemaShared() {
            return false;
        }
    };

    /** Returns a schema for the changes, made from that of the captured ones. */
    abstract Schema newEnvelope(Schema envelope);

    /** Returns whether all records have the same schema object. */
    abstract boolean isSchemaShared();

    private static SchemaBuilder copy(Schema struct) {
        SchemaBuilder copy = SchemaBuilder.struct().name(struct.name()).version(struct.version());
        if (struct.isOptional()) {
            copy.optional();
        }
        struct.fields().forEach(field -> copy.field(field.name(), field.schema()));
        return copy;
    }

    /** Returns the records, with their schemas. */
    SchemaAndValue[] records() {
        Ring captured = Corpus.customerUpdate.loadRing();
        SchemaAndValue[] records = new SchemaAndValue[Ring.SIZE];
        try (JsonConverter reader = new JsonConverter()) {
            reader.configure(Map.of("schemas.enable", true), false);
            Schema shared = null;
            for (int i = 0; i < Ring.SIZE; i++) {
                SchemaAndValue change = reader.toConnectData("customers", captured.value(i));
                Schema envelope = shared == null || !isSchemaShared() ? newEnvelope(change.schema()) : shared;
                shared = envelope;
                records[i] = new SchemaAndValue(envelope, copy((Struct) change.value(), envelope, i));
            }
        }
        return records;
    }

    private static Struct copy(Struct change, Schema envelope, int number) {
        Struct copy = new Struct(envelope);
        for (Field field : envelope.fields()) {
            Object value = change.get(field.name());
            boolean isRow = value instanceof Struct row && !row.schema().equals(field.schema());
            copy.put(field, isRow ? copyRow((Struct) value, field.schema(), number) : value);
        }
        return copy;
    }

    private static Struct copyRow(Struct row, Schema schema, int number) {
        Struct copy = new Struct(schema);
        row.schema().fields().forEach(field -> copy.put(field.name(), row.get(field)));
        return copy.put("balance", BigDecimal.valueOf(number * 7_919L % 10_000_000, 2));
    }
}
