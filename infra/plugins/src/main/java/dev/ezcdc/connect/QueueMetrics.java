package dev.ezcdc.connect;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Iterator;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Reads from Debezium's MBeans how many records wait in a task's queue, which is private. Not thread-safe. */
final class QueueMetrics {

    private static final long LOOKUP_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName pattern;
    private @Nullable ObjectName bean;
    private long lastLookup = System.nanoTime() - LOOKUP_INTERVAL_NANOS;

    /** @param topicPrefix the connector's {@code topic.prefix}, which its MBeans have as {@code server} */
    QueueMetrics(String topicPrefix) {
        // Debezium quotes a name only if it has to.
        String server = topicPrefix.matches("[^,=:\"*?\\n]*") ? topicPrefix : ObjectName.quote(topicPrefix);
        try {
            pattern = new ObjectName("debezium.postgres:type=connector-metrics,server=" + server + ",*");
        } catch (JMException e) {
            throw new ConnectException("topic.prefix=" + topicPrefix + " is no name of an MBean", e);
        }
    }

    /** Returns the number of records that wait, or 0 if no MBean is registered. */
    int countWaiting() {
        ObjectName found = bean == null ? findBean() : bean;
        if (found == null) {
            return 0;
        }
        try {
            return (int) beans.getAttribute(found, "QueueTotalCapacity")
                    - (int) beans.getAttribute(found, "QueueRemainingCapacity");
        } catch (InstanceNotFoundException e) {
            bean = null; // the snapshot has ended, or streaming
            return 0;
        } catch (JMException e) {
            throw new ConnectException("cannot read the queue's capacity from " + found, e);
        }
    }

    /** The MBeans of the snapshot and of streaming report the same queue. */
    private @Nullable ObjectName findBean() {
        long now = System.nanoTime();
        if (now - lastLookup >= LOOKUP_INTERVAL_NANOS) {
            lastLookup = now;
            Iterator<ObjectName> names = beans.queryNames(pattern, null).iterator();
            bean = names.hasNext() ? names.next() : null;
        }
        return bean;
    }
}
