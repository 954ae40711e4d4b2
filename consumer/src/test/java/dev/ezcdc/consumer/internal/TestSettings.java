package dev.ezcdc.consumer.internal;

import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.redact.Redaction;
import java.nio.file.Path;
import java.util.Map;

/** Settings for a consumer of one topic, {@code t}, whose decoder decodes everything to the same change. */
public final class TestSettings {

    private TestSettings() {}

    public static ConsumerSettings of(CommitPolicy commitPolicy, FailurePolicy failurePolicy, Redaction redaction) {
        return new ConsumerSettings(
                "localhost:1",
                Topics.named("t"),
                "g",
                StartFrom.COMMITTED_OR_EARLIEST,
                Map.of(),
                DeadLetterTarget.file(Path.of("dead-letters.jsonl")),
                commitPolicy,
                Delivery.AT_LEAST_ONCE,
                failurePolicy,
                1,
                RecordFilter.ALL,
                redaction,
                (key, value) -> Samples.create(Samples.ALEX));
    }
}
