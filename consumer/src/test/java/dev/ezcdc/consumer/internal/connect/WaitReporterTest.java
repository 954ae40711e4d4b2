package dev.ezcdc.consumer.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.Health;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitReporterTest {

    private final List<ConsumerNotice> notices = new ArrayList<>();
    private final HealthTracker health = new HealthTracker();
    private final WaitReporter reporter = new WaitReporter(
            new ConsumerListener() {
                @Override
                public void onNotice(ConsumerNotice notice) {
                    notices.add(notice);
                }
            },
            health);

    @Test
    void reportsAReasonOnceAndThenTheEnd() {
        reporter.waitingFor("Kafka");
        reporter.waitingFor("Kafka");
        reporter.waitingFor("topic t");
        assertThat(health.get().state()).isEqualTo(Health.State.WAITING);
        assertThat(health.get().detail()).isEqualTo("topic t");
        reporter.done();
        reporter.done();
        assertThat(health.get().isUp()).isTrue();
        assertThat(notices)
                .containsExactly(
                        new ConsumerNotice(ConsumerNotice.Kind.WAITING, "waiting for Kafka"),
                        new ConsumerNotice(ConsumerNotice.Kind.WAITING, "waiting for topic t"),
                        new ConsumerNotice(ConsumerNotice.Kind.READY, "ready"));
    }
}
