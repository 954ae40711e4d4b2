package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.OtherSource;
import dev.ezcdc.envelope.PostgresSource;
import dev.ezcdc.envelope.Snapshot;
import dev.ezcdc.envelope.Source;
import java.time.Instant;

/** From the fields of {@code source} to the type of its connector (each connector's {@code SourceInfoStructMaker}). */
final class SourceMapper {

    private SourceMapper() {}

    static Source source(Fields fields) {
        String version = fields.text("version");
        String connector = fields.text("connector");
        String name = fields.text("name");
        Instant timestamp = fields.timestamp();
        Snapshot snapshot = Snapshot.ofText(fields.textOrNull("snapshot"));
        if (snapshot == null) {
            throw fields.fail("a snapshot of true, first, last, false, incremental or their like");
        }
        String db = fields.text("db");
        if (connector.equals("postgresql")) {
            return new PostgresSource(
                    version,
                    connector,
                    name,
                    timestamp,
                    snapshot,
                    db,
                    fields.textOrNull("sequence"),
                    fields.text("schema"),
                    fields.text("table"),
                    fields.integerOrNull("txId"),
                    fields.integerOrNull("lsn"),
                    fields.integerOrNull("xmin"),
                    fields.textOrNull("origin"),
                    fields.integerOrNull("origin_lsn"),
                    fields.rest());
        }
        return new OtherSource(
                version,
                connector,
                name,
                timestamp,
                snapshot,
                db,
                fields.textOrNull("schema"),
                fields.textOrNull("table"),
                fields.rest());
    }
}
