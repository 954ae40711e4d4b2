package dev.ezcdc.connect.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Reads the MBeans of Debezium's connectors. Thread-safe.
 *
 * <p>Format: an object with the members {@code snapshot} and {@code streaming}, one for each MBean that exists, with
 * the attributes below under their JMX names. Attributes that can contain values of rows are left out.
 */
@Path("/connector-metrics")
public final class ConnectorMetricsResource {
    private static final Map<String, String[]> ATTRIBUTES = Map.of(
            "snapshot",
            new String[] {
                "SnapshotRunning",
                "SnapshotPaused",
                "SnapshotCompleted",
                "SnapshotAborted",
                "SnapshotDurationInSeconds",
                "TotalTableCount",
                "RemainingTableCount",
                "CapturedTables",
                "RowsScanned",
                "TotalNumberOfEventsSeen"
            },
            "streaming",
            new String[] {
                "Connected",
                "MilliSecondsBehindSource",
                "NumberOfCommittedTransactions",
                "LastTransactionId",
                "TotalNumberOfEventsSeen"
            });

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    /**
     * @param topicPrefix the connector's {@code topic.prefix}, in PostgreSQL's case also the name in its MBeans
     * @throws NotFoundException if no task with this prefix runs on this worker
     */
    @GET
    @Path("/{topicPrefix}")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Map<String, Object>> read(@PathParam("topicPrefix") String topicPrefix) throws JMException {
        Map<String, Map<String, Object>> contexts = new TreeMap<>();
        for (ObjectName bean : find(topicPrefix)) {
            String context = bean.getKeyProperty("context");
            if (ATTRIBUTES.containsKey(context)) {
                try {
                    contexts.put(context, read(bean, ATTRIBUTES.get(context)));
                } catch (InstanceNotFoundException e) {
                    continue; // the task stopped in the meantime
                }
            }
        }
        if (contexts.isEmpty()) {
            throw new NotFoundException("no connector with topic.prefix " + topicPrefix + " runs on this worker");
        }
        return contexts;
    }

    private Set<ObjectName> find(String topicPrefix) throws MalformedObjectNameException {
        // Debezium quotes a name only if it has to.
        String name = topicPrefix.matches("[^,=:\"*?\\n]*") ? topicPrefix : ObjectName.quote(topicPrefix);
        return beans.queryNames(new ObjectName("debezium.*:type=connector-metrics,server=" + name + ",*"), null);
    }

    private Map<String, Object> read(ObjectName bean, String[] attributes) throws JMException {
        Map<String, Object> values = new LinkedHashMap<>();
        AttributeList list = beans.getAttributes(bean, attributes);
        for (Attribute attribute : list.asList()) {
            Object value = attribute.getValue();
            if (value != null) {
                values.put(attribute.getName(), value instanceof TabularData table ? toMap(table) : value);
            }
        }
        return values;
    }

    /** JMX's form of a map. */
    private static Map<String, Object> toMap(TabularData table) {
        Map<String, Object> map = new TreeMap<>();
        for (Object row : table.values()) {
            CompositeData entry = (CompositeData) row;
            map.put(String.valueOf(entry.get("key")), entry.get("value"));
        }
        return map;
    }
}
