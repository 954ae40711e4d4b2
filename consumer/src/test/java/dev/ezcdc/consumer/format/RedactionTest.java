package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static CdcRecord redact(CdcRecord record, String... columns) {
        return Redaction.of(List.of(columns)).apply(record, "cdctest.public.customers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "EMAIL", "customers.email", "public.customers.email"})
    void noFormatContainsARedactedValue(String column) throws IOException {
        List<LineFormatter> formatters =
                List.of(new PlainFormatter(), new JsonFormatter(), new PrettyFormatter(true, ZoneOffset.UTC));
        for (LineFormatter formatter : formatters) {
            for (CdcRecord record : List.of(
                    Samples.create(Samples.ALEX),
                    Samples.delete(Samples.ALEX),
                    Samples.update(Samples.ALEX, Samples.ALEX_MOVED))) {
                assertThat(Samples.format(formatter, redact(record, column)))
                        .doesNotContain("alex.foley")
                        .doesNotContain("alex@foley.org")
                        .contains("redacted");
            }
        }
    }

    @Test
    void updateOfARedactedColumnRemainsVisible() throws IOException {
        String line = Samples.format(
                new PlainFormatter(), redact(Samples.update(Samples.ALEX, Samples.ALEX_MOVED), "email", "last_name"));
        assertThat(line)
                .contains(" before.email=[redacted] after.email=[redacted] ")
                .doesNotContain("last_name");
    }

    @Test
    void redactsKeysAndTombstones() throws IOException {
        assertThat(Samples.format(new PlainFormatter(), redact(Samples.create(Samples.ALEX), "id")))
                .contains(" key.id=[redacted] after.id=[redacted] ");
        assertThat(Samples.format(new PlainFormatter(), redact(new Tombstone(Samples.KEY), "id")))
                .contains(" key.id=[redacted]");
    }

    @Test
    void showsAColumnOfAnotherTable() throws IOException {
        assertThat(Samples.format(new PlainFormatter(), redact(Samples.create(Samples.ALEX), "orders.email")))
                .contains("alex.foley");
    }
}
