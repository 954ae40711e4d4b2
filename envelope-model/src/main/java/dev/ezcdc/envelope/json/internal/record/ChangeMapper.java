package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.Truncate;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.UpdateDescription;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.MongoSource;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Maps the fields of an envelope to the event of its operation ({@code io.debezium.data.Envelope}). */
final class ChangeMapper {

    private ChangeMapper() {}

    static ChangeEvent toEvent(@Nullable Object recordKey, Fields value) {
        Operation op = Operation.fromCode(value.takeText("op"));
        if (op == null) {
            throw value.fail("op", "op to be c, r, u, d, t or m");
        }
        Source source = SourceMapper.toSource(value.takeStruct("source"));
        Instant timestamp = value.takeTimestampOrNull();
        TransactionBlock transaction = toTransactionBlock(value.takeStructOrNull("transaction"));
        if (op == Operation.MESSAGE) {
            return toLogicalMessage(recordKey, value, source, timestamp, transaction);
        }
        Row before = MongoDocuments.takeImageOrNull(value, "before", source);
        Row after = MongoDocuments.takeImageOrNull(value, "after", source);
        UpdateDescription description = MongoDocuments.takeDescriptionOrNull(value, source);
        Row extra = description == null ? value.remaining() : value.remainingPlus(UpdateDescription.FIELD, description);
        return switch (op) {
            case CREATE ->
                new Create(recordKey, requireImage("after", after, value), source, timestamp, transaction, extra);
            case READ ->
                new Read(recordKey, requireImage("after", after, value), source, timestamp, transaction, extra);
            case UPDATE -> {
                // MongoDB's document is present only if the connector looks it up.
                Row row = after == null && source instanceof MongoSource
                        ? Row.EMPTY
                        : requireImage("after", after, value);
                yield new Update(recordKey, before, row, source, timestamp, transaction, extra);
            }
            case DELETE -> {
                requireNoImage("after", after, value);
                yield new Delete(recordKey, before, source, timestamp, transaction, extra);
            }
            case TRUNCATE -> {
                requireNoImage("before", before, value);
                requireNoImage("after", after, value);
                yield new Truncate(source, timestamp, transaction, extra);
            }
            case MESSAGE -> throw new AssertionError("handled above");
        };
    }

    private static @Nullable TransactionBlock toTransactionBlock(@Nullable Fields block) {
        return block == null
                ? null
                : new TransactionBlock(
                        block.takeText("id"), block.takeLong("total_order"), block.takeLong("data_collection_order"));
    }

    private static LogicalMessage toLogicalMessage(
            @Nullable Object recordKey,
            Fields value,
            Source source,
            @Nullable Instant timestamp,
            @Nullable TransactionBlock transaction) {
        Fields message = value.takeStruct("message");
        String prefix = message.takeTextOrNull("prefix");
        Object content = message.take("content", Object.class);
        return new LogicalMessage(
                recordKey, prefix, decodeContent(content, message), source, timestamp, transaction, value.remaining());
    }

    /** With a schema the content is bytes, without one it is their base64 form. */
    private static byte @Nullable [] decodeContent(@Nullable Object content, Fields message) {
        if (content == null || content instanceof byte[]) {
            return (byte[]) content;
        }
        try {
            if (content instanceof String text) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like content that is not a string.
        }
        throw message.fail("content", "message content in base64");
    }

    private static Row requireImage(String name, @Nullable Row image, Fields value) {
        if (image == null) {
            throw value.fail(name, "a row in " + name + " for this op");
        }
        return image;
    }

    private static void requireNoImage(String name, @Nullable Row image, Fields value) {
        if (image != null) {
            throw value.fail(name, "no row in " + name + " for this op");
        }
    }
}
