package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.instruments.audit.work.AuditTables;
import dev.ezcdc.instruments.audit.work.TransactionMix;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Faults of records and topics: malformed or large records, large transactions, several partitions. */
final class DataFaults {

    private static final String RAISED_LIMIT_BYTES = "16777216";

    private DataFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("malformed-record", "a record that is not an envelope is sent to a topic", context -> {
                    context.mark("malformed record");
                    context.expectMalformed(1);
                    try (var producer = new KafkaProducer<>(
                            context.endpoints().kafkaClientSettings(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                        byte[] bytes = "{\"payload\": {\"op\": ".getBytes(StandardCharsets.UTF_8);
                        producer.send(new ProducerRecord<>(AuditTables.topic(AuditTables.ACCOUNTS), 0, null, bytes))
                                .get();
                    }
                }),
                Fault.lossless(
                        "large-transaction", "the worker is killed within a transaction of 20,000 rows", context -> {
                            context.mark("large transaction");
                            context.workload().insertMany(20_000);
                            context.sleep(context.randomDuration(0, 600));
                            context.mark("connect killed");
                            context.stack().kill(StackService.CONNECT);
                            context.stack().start(StackService.CONNECT);
                            context.mark("connect started");
                        }),
                Fault.lossless(
                                "three-partitions",
                                "the worker is killed while keys change in topics of three partitions",
                                context -> {
                                    context.mark("connect killed");
                                    context.stack().kill(StackService.CONNECT);
                                    context.stack().start(StackService.CONNECT);
                                    context.mark("connect started");
                                })
                        .withRequirements(FaultRequirements.NONE.withFreshStack(
                                Map.of(
                                        "topic.creation.default.partitions", "3",
                                        "topic.creation.default.replication.factor", "1"),
                                TransactionMix.KEY_CHANGES)),
                Fault.lossless(
                                "row-too-large",
                                "a row exceeds max.request.size, which is raised afterwards",
                                DataFaults::injectLargeRow)
                        .withExpected(ExpectedOutcome.FAILURE_DETECTED)
                        .withRequirements(FaultRequirements.NONE.destructive()));
    }

    private static void injectLargeRow(FaultContext context) throws Exception {
        context.mark("large row");
        context.workload().insertLargeRow(2_000_000);
        context.await("a FAILED task", () -> {
            List<String> problems = context.stack().status().problems();
            problems.stream().filter(problem -> problem.contains("FAILED")).forEach(context::reportDetected);
            return problems.stream().anyMatch(problem -> problem.contains("FAILED"));
        });
        try (Admin admin = Admin.create(context.endpoints().kafkaClientSettings())) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, AuditTables.topic(AuditTables.ORDERS));
            Collection<AlterConfigOp> raised = List.of(new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", RAISED_LIMIT_BYTES), AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(Map.of(topic, raised)).all().get();
        }
        context.mark("limits raised");
        try {
            context.reconfigure(Map.of("producer.override.max.request.size", RAISED_LIMIT_BYTES));
        } catch (StackException e) {
            throw new IllegalStateException(
                    "the connector still fails after max.request.size was raised: " + e.getMessage(), e);
        }
    }
}
