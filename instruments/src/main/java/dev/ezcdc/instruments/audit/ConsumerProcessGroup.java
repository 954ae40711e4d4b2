package dev.ezcdc.instruments.audit;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.instruments.audit.fault.ConsumerProcess;
import dev.ezcdc.instruments.audit.fault.RecordingConsumer.HandledRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** The consumer processes of one group. Starts none by itself. Not thread-safe. */
final class ConsumerProcessGroup implements AutoCloseable {

    private final Endpoints endpoints;
    private final Path folder;
    private final RecordCollector collector;
    private final String name = "ezcdc-audit-" + UUID.randomUUID();
    private final List<ConsumerProcess> processes = new ArrayList<>();

    private record RecordLocation(String topic, int partition, long offset) {}

    /** @param collector provides the records of the offsets that the processes report */
    ConsumerProcessGroup(Endpoints endpoints, Path folder, RecordCollector collector) {
        this.endpoints = endpoints;
        this.folder = folder;
        this.collector = collector;
    }

    void start(int count) throws Exception {
        if (count > 0) {
            RecordCollector.commitEnds(endpoints, name);
        }
        for (int i = 0; i < count; i++) {
            startConsumer();
        }
    }

    ConsumerProcess startConsumer() throws IOException {
        ConsumerProcess process =
                new ConsumerProcess(endpoints, name, folder.resolve("handled-" + processes.size() + ".txt"));
        processes.add(process);
        process.start();
        return process;
    }

    List<ConsumerProcess> processes() {
        return List.copyOf(processes);
    }

    /** Returns the number of records in the topics that the group has not committed. */
    long lag() throws ExecutionException, InterruptedException {
        return RecordCollector.lag(endpoints, name);
    }

    int count() throws IOException {
        return handledRecords().size();
    }

    /** Returns the handled records in order of handling. */
    List<ConsumedRecord> received() throws IOException {
        Map<RecordLocation, ConsumedRecord> known = new HashMap<>();
        collector
                .received()
                .forEach(record ->
                        known.put(new RecordLocation(record.topic(), record.partition(), record.offset()), record));
        List<ConsumedRecord> received = new ArrayList<>();
        for (HandledRecord handled : handledRecords()) {
            ConsumedRecord record =
                    known.get(new RecordLocation(handled.topic(), handled.partition(), handled.offset()));
            if (record != null) {
                received.add(new ConsumedRecord(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.kafkaTimestampMillis(),
                        handled.nanos(),
                        record.polledAtMicros(),
                        record.record()));
            }
        }
        return received;
    }

    private List<HandledRecord> handledRecords() throws IOException {
        List<HandledRecord> handled = new ArrayList<>();
        for (ConsumerProcess process : processes) {
            handled.addAll(process.handledRecords());
        }
        handled.sort(Comparator.comparingLong(HandledRecord::nanos));
        return handled;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (ConsumerProcess process : processes) {
            process.close();
        }
    }
}
