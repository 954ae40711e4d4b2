package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import java.util.List;
import java.util.Set;

/**
 * Checks the schema of an envelope before a {@link ChangeReader} reads it: the types of the fields that the reader knows. Only
 * then can it read them without their schemas. A schema's name alone proves nothing. Constant fields need no check, because
 * the reader compares their bytes with those of a change that the schema applied to.
 */
final class EnvelopeLayoutMatcher {

    private static final List<String> FIRST_FIELDS = List.of("before", "after", "source");
    private static final List<String> TRANSACTION_FIELDS = List.of("id", "total_order", "data_collection_order");
    private static final Set<String> LONG_FIELDS = Set.of(
            "ts_ms",
            "ts_us",
            "ts_ns",
            "txId",
            "lsn",
            "xmin",
            "origin_lsn",
            "pos",
            "thread",
            "total_order",
            "data_collection_order");
    private static final Set<String> TEXT_FIELDS = Set.of("sequence", "origin", "gtid", "query", "op", "id");
    /** The fields for which the fast path accepts null. */
    private static final Set<String> NULLABLE_FIELDS =
            Set.of("sequence", "txId", "lsn", "xmin", "origin", "origin_lsn", "gtid", "thread", "query", "transaction");

    private EnvelopeLayoutMatcher() {}

    static boolean matches(List<Column> fields) {
        return fields.size() > FIRST_FIELDS.size()
                && fieldNames(fields.subList(0, FIRST_FIELDS.size())).equals(FIRST_FIELDS)
                && isRow(fields.get(0).type())
                && isRow(fields.get(1).type())
                && isPlain(fields.get(2).type(), Base.STRUCT)
                && fields.get(2).type().fields().stream().allMatch(EnvelopeLayoutMatcher::hasExpectedType)
                && fields.subList(FIRST_FIELDS.size(), fields.size()).stream()
                        .allMatch(field -> field.name().equals("transaction")
                                ? isTransaction(field.type())
                                : hasExpectedType(field));
    }

    /** Returns whether a type is a row, not a logical type, and allows null for a missing image. */
    private static boolean isRow(ColumnType type) {
        return isPlain(type, Base.STRUCT) && type.optional();
    }

    private static boolean isTransaction(ColumnType type) {
        return isRow(type)
                && fieldNames(type.fields()).equals(TRANSACTION_FIELDS)
                && type.fields().stream().allMatch(EnvelopeLayoutMatcher::hasExpectedType);
    }

    private static boolean hasExpectedType(Column field) {
        return (!NULLABLE_FIELDS.contains(field.name()) || field.type().optional())
                && (!LONG_FIELDS.contains(field.name()) || isPlain(field.type(), Base.INT64))
                && (!TEXT_FIELDS.contains(field.name()) || isPlain(field.type(), Base.STRING))
                // MySQL's row within a binlog event is the only number narrower than 64 bits.
                && (!field.name().equals("row") || isPlain(field.type(), Base.INT32));
    }

    private static boolean isPlain(ColumnType type, Base base) {
        return type.base() == base && LogicalType.forType(type) == LogicalType.NONE;
    }

    private static List<String> fieldNames(List<Column> fields) {
        return fields.stream().map(Column::name).toList();
    }
}
