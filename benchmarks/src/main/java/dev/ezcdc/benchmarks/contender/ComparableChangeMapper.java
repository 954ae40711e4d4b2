package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps a {@link DecodedChange} to the form in which contenders are compared. */
final class ComparableChangeMapper {

    private ComparableChangeMapper() {}

    static ComparableChange map(DecodedChange change) {
        Customer before = change.before();
        Customer after = change.after();
        TransactionBlock transaction = change.transaction();
        return new ComparableChange(
                change.op().code(),
                ComparableChange.normalize(Map.of("id", change.keyId())),
                before == null ? null : mapRow(before),
                after == null ? null : mapRow(after),
                mapSource(change.source(), change.snapshot().text()),
                transaction == null ? null : mapTransaction(transaction),
                change.sourceTime(),
                change.time());
    }

    private static Map<String, @Nullable Object> mapRow(Customer customer) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", customer.getId());
        row.put("first_name", customer.getFirstName());
        row.put("last_name", customer.getLastName());
        row.put("email", customer.getEmail());
        return ComparableChange.normalize(row);
    }

    private static Map<String, @Nullable Object> mapSource(Source source, String snapshot) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", source.getVersion());
        fields.put("connector", source.getConnector());
        fields.put("name", source.getName());
        fields.put("snapshot", snapshot);
        fields.put("db", source.getDb());
        fields.put("sequence", source.getSequence());
        fields.put("schema", source.getSchema());
        fields.put("table", source.getTable());
        fields.put("txId", source.getTxId());
        fields.put("lsn", source.getLsn());
        fields.put("xmin", source.getXmin());
        fields.put("origin", source.getOrigin());
        fields.put("origin_lsn", source.getOriginLsn());
        return fields;
    }

    static Map<String, @Nullable Object> mapTransaction(TransactionBlock transaction) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", transaction.getId());
        fields.put("total_order", transaction.getTotalOrder());
        fields.put("data_collection_order", transaction.getDataCollectionOrder());
        return fields;
    }
}
