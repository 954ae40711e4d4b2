package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueMetricsTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();

    /** The attributes of Debezium's MBeans. */
    public interface Queue {
        int getQueueTotalCapacity();

        int getQueueRemainingCapacity();
    }

    private record FixedQueue(int total, int remaining) implements Queue {
        @Override
        public int getQueueTotalCapacity() {
            return total;
        }

        @Override
        public int getQueueRemainingCapacity() {
            return remaining;
        }
    }

    private ObjectName register(String context, String server, int remaining) throws Exception {
        ObjectName name =
                new ObjectName("debezium.postgres:type=connector-metrics,context=" + context + ",server=" + server);
        beans.registerMBean(new StandardMBean(new FixedQueue(8_192, remaining), Queue.class), name);
        registered.add(name);
        return name;
    }

    @AfterEach
    void unregister() throws Exception {
        for (ObjectName name : registered) {
            if (beans.isRegistered(name)) {
                beans.unregisterMBean(name);
            }
        }
    }

    @Test
    void withoutMetricsNothingWaits() {
        assertThat(new QueueMetrics("absent").countWaiting()).isZero();
    }

    @Test
    void recordsThatWaitAreCountedForTheConnectorsPrefix() throws Exception {
        register("streaming", "shop", 8_000);
        register("streaming", "other", 1);

        assertThat(new QueueMetrics("shop").countWaiting()).isEqualTo(192);
    }

    @Test
    void prefixWithACommaIsQuotedAsDebeziumDoes() throws Exception {
        register("streaming", ObjectName.quote("a,b"), 8_190);

        assertThat(new QueueMetrics("a,b").countWaiting()).isEqualTo(2);
    }

    @Test
    void metricsOfTheSnapshotServeUntilTheyEnd() throws Exception {
        ObjectName snapshot = register("snapshot", "shop", 8_191);
        QueueMetrics metrics = new QueueMetrics("shop");
        assertThat(metrics.countWaiting()).isEqualTo(1);

        beans.unregisterMBean(snapshot);

        assertThat(metrics.countWaiting()).isZero();
    }
}
