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

    private static final String LIMIT = "16777216";

    private DataFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.harmless("malformed-record", "a record that is no envelope is put into a topic", scene -> {
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
                Fault.harmless(
                        "large-transaction",
                        "twenty thousand rows in one transaction, and the worker killed in it",
                        scene -> {
                            scene.mark("large transaction");
                            scene.workload().insertMany(20_000);
                            scene.pause(scene.between(0, 600));
                            scene.mark("connect killed");
                            scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                            scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                            scene.mark("connect started");
                        }),
                Fault.harmless(
                                "three-partitions",
                                "topics have three partitions, rows change their keys, and the worker is killed",
                                scene -> {
                                    scene.mark("connect killed");
                                    scene.stack().kill(dev.ezcdc.infra.StackService.CONNECT);
                                    scene.stack().start(dev.ezcdc.infra.StackService.CONNECT);
                                    scene.mark("connect started");
                                })
                        .with(FaultRequirements.NOTHING.onFresh(
                                Map.of(
                                        "topic.creation.default.partitions", "3",
                                        "topic.creation.default.replication.factor", "1"),
                                TransactionMix.KEYS)),
                Fault.harmless(
                                "row-too-large",
                                "a row is larger than max.request.size, which is then raised",
                                DataFaults::rowTooLarge)
                        .expecting(ExpectedOutcome.FAILURE_NOTICED)
                        .with(FaultRequirements.NOTHING.ruining()));
    }

    private static void rowTooLarge(FaultContext scene) throws Exception {
        scene.mark("large row");
        scene.workload().insertLarge(2_000_000);
        scene.await("the failure being visible", () -> {
            List<String> problems = scene.stack().status().problems();
            problems.stream().filter(problem -> problem.contains("FAILED")).forEach(scene::noticed);
            return problems.stream().anyMatch(problem -> problem.contains("FAILED"));
        });
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", scene.endpoints().bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, AuditTables.topic(AuditTables.ORDERS));
            Collection<AlterConfigOp> raised =
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", LIMIT), AlterConfigOp.OpType.SET));
            admin.incrementalAlterConfigs(Map.of(topic, raised)).all().get();
        }
        scene.mark("limits raised");
        try {
            scene.reconfigure(Map.of("producer.override.max.request.size", LIMIT));
        } catch (StackException e) {
            throw new IllegalStateException("raising max.request.size did not mend it: " + e.getMessage(), e);
        }
    }
}
