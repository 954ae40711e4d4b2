package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType.Base;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.json.internal.types.LogicalType;
import java.util.List;
import java.util.Set;

/**
 * Whether a schema is the envelope of a connector that has a {@link SourceShape}, to the last field and type: only then may
 * the fast path read fields without a look at their schemas. A name alone proves nothing.
 */
final class EnvelopeLayoutMatcher {

    private static final List<String> ENVELOPE =
            List.of("before", "after", "source", "transaction", "op", "ts_ms", "ts_us", "ts_ns");
    private static final List<String> POSTGRES_SOURCE = List.of(
            "version",
            "connector",
            "name",
            "ts_ms",
            "snapshot",
            "db",
            "sequence",
            "ts_us",
            "ts_ns",
            "schema",
            "table",
            "txId",
            "lsn",
            "xmin",
            "origin",
            "origin_lsn");
    private static final List<String> MYSQL_SOURCE = List.of(
            "version",
            "connector",
            "name",
            "ts_ms",
            "snapshot",
            "db",
            "sequence",
            "ts_us",
            "ts_ns",
            "table",
            "server_id",
            "gtid",
            "file",
            "pos",
            "row",
            "thread",
            "query");
    private static final List<String> TRANSACTION = List.of("id", "total_order", "data_collection_order");
    private static final Set<String> NUMBERS = Set.of(
            "ts_ms",
            "ts_us",
            "ts_ns",
            "txId",
            "lsn",
            "xmin",
            "origin_lsn",
            "server_id",
            "pos",
            "thread",
            "total_order",
            "data_collection_order");
    /** What the fast path takes null for. */
    private static final Set<String> NULLABLE =
            Set.of("xmin", "origin", "origin_lsn", "sequence", "gtid", "thread", "query");

    private EnvelopeLayoutMatcher() {}

    static boolean is(List<Column> fields) {
        return names(fields).equals(ENVELOPE)
                && isRow(fields.get(0).type())
                && isRow(fields.get(1).type())
                && (isStruct(fields.get(2).type(), POSTGRES_SOURCE)
                        || isStruct(fields.get(2).type(), MYSQL_SOURCE))
                && isStruct(fields.get(3).type(), TRANSACTION)
                && fields.get(3).type().optional()
                && fields.subList(4, fields.size()).stream().allMatch(EnvelopeLayoutMatcher::isAsExpected);
    }

    /** A struct that is a row, and not a value of a logical type; null where there is no image. */
    private static boolean isRow(ColumnType type) {
        return isPlain(type, Base.STRUCT) && type.optional();
    }

    private static boolean isStruct(ColumnType type, List<String> names) {
        return isPlain(type, Base.STRUCT)
                && names(type.fields()).equals(names)
                && type.fields().stream().allMatch(EnvelopeLayoutMatcher::isAsExpected);
    }

    private static boolean isAsExpected(Column field) {
        return isPlain(field.type(), base(field.name()))
                && (field.type().optional() || !NULLABLE.contains(field.name()));
    }

    private static Base base(String name) {
        // MySQL's row within a binlog event is the one narrow number.
        return NUMBERS.contains(name) ? Base.INT64 : name.equals("row") ? Base.INT32 : Base.STRING;
    }

    private static boolean isPlain(ColumnType type, Base base) {
        return type.base() == base && LogicalType.of(type) == LogicalType.NONE;
    }

    private static List<String> names(List<Column> fields) {
        return fields.stream().map(Column::name).toList();
    }
}
