package dev.ezcdc.instruments.audit.fault;

import dev.ezcdc.infra.StackException;
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

/** Records and topics of another kind than usual. */
final class DataFaults {

    private static final String RAISED_LIMIT_BYTES = "16777216";

    private DataFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("malformed-record", "a record that is no envelope is put into a topic", scene -> {
                    scene.mark("malformed record");
                    scene.expectMalformed(1);
                    try (var producer = new KafkaProducer<>(
                            Map.<String, Object>of(
                                    "bootstrap.servers", scene.endpoints().bootstrapServers()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                        byte[] bytes = "{\"payload\": {\"op\": ".getBytes(StandardCharsets.UTF_8);
                        producer.send(new ProducerRecord<>(AuditTables.topic(AuditTables.ACCOUNTS), 0, null, bytes))
                                .get();
                    }
                }),
                Fault.lossless(
                        "large-transaction",
                        "twenty thousand rows in one transaction, and the worker killed in it",
                        scene -> {
                            scene.mark("large transaction");
                            scene.workload().insertMany(20_000);
                            scene.sleep(scene.randomDuration(0, 600));
                            scene.mark("connect killed");
                            scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                            scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                            scene.mark("connect started");
                        }),
                Fault.lossless(
                                "three-partitions",
                                "topics have three partitions, rows change their keys, and the worker is killed",
                                scene -> {
                                    scene.mark("connect killed");
                                    scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                                    scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                                    scene.mark("connect started");
                                })
                        .withRequirements(FaultRequirements.NONE.withFreshStack(
                                Map.of(
                                        "topic.creation.default.partitions", "3",
                                        "topic.creation.default.replication.factor", "1"),
                                TransactionMix.KEY_CHANGES)),
                Fault.lossless(
                                "row-too-large",
                                "a row is larger than max.request.size, which is then raised",
                                DataFaults::injectLargeRow)
                        .withExpected(ExpectedOutcome.FAILURE_DETECTED)
                        .withRequirements(FaultRequirements.NONE.destructive()));
    }

    private static void injectLargeRow(FaultContext scene) throws Exception {
        scene.mark("large row");
        scene.workload().insertLargeRow(2_000_000);
        scene.await("the failure being visible", () -> {
            List<String> problems = scene.stack().status().problems();
            problems.stream().filter(problem -> problem.contains("FAILED")).forEach(scene::reportDetected);
            return problems.stream().anyMatch(problem -> problem.contains("FAILED"));
        });
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", scene.endpoints().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, AuditTables.topic(AuditTables.ORDERS));
            Collection<AlterConfigOp> raised =
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", RAISED_LIMIT_BYTES), AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(Map.of(topic, raised)).all().get();
        }
        scene.mark("limits raised");
        try {
            scene.reconfigure(Map.of("producer.override.max.request.size", RAISED_LIMIT_BYTES));
        } catch (StackException e) {
            throw new IllegalStateException("raising max.request.size did not mend it: " + e.getMessage(), e);
        }
    }
}
