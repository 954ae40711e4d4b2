package dev.ezcdc.consumer.internal.poll;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.Delivery;
import dev.ezcdc.consumer.StartFrom;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.consumer.internal.connect.BrokerReadiness;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.internal.connect.RecordPoller;
import dev.ezcdc.consumer.internal.connect.StartOffsetResolver;
import dev.ezcdc.consumer.internal.connect.StatusTracker;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.connect.WaitReporter;
import dev.ezcdc.consumer.internal.kafka.KafkaClients;
import dev.ezcdc.consumer.internal.process.DeadLetterRecorder;
import dev.ezcdc.consumer.internal.process.DeadLetteringDecoder;
import dev.ezcdc.consumer.internal.process.Dispatcher;
import dev.ezcdc.consumer.internal.process.KeepAlive;
import dev.ezcdc.consumer.internal.process.KeyedDispatcher;
import dev.ezcdc.consumer.internal.process.RecordPipeline;
import dev.ezcdc.consumer.internal.process.RedeliveryFilters;
import dev.ezcdc.consumer.internal.process.RetryingHandler;
import dev.ezcdc.consumer.internal.process.UnmatchedNames;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;

/**
 * One run of a consumer: waits for Kafka, connects, sets the start offsets, and assembles and runs the poll loop. Confined to
 * the polling thread, except for the objects that it shares with its creator.
 */
public final class ConsumerSession {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ConsumerSettings settings;
    private final ChangeHandler handler;
    private final ConsumerListener listener;
    private final StopToken stop;
    private final StatusTracker status;
    private final BrokerReadiness readiness;

    public ConsumerSession(
            ConsumerSettings settings,
            ChangeHandler handler,
            ConsumerListener listener,
            StopToken stop,
            StatusTracker status) {
        this.settings = settings;
        this.handler = handler;
        this.listener = listener;
        this.stop = stop;
        this.status = status;
        this.readiness = new BrokerReadiness(settings, stop, new WaitReporter(listener, status.healthTracker()));
    }

    /**
     * Runs until a stop is requested.
     *
     * @throws dev.ezcdc.consumer.ConsumerException if the handler failed
     * @throws org.apache.kafka.common.errors.WakeupException if a stop request interrupted a call to Kafka
     * @throws org.apache.kafka.common.errors.InterruptException if the thread was interrupted
     * @throws Exception if anything else failed
     */
    public void run() throws Exception {
        readiness.awaitAddress();
        if (stop.isRequested()) {
            return;
        }
        Consumer<byte[], byte[]> client = KafkaClients.createConsumer(
                settings.bootstrapServers(),
                settings.groupId(),
                settings.clientProperties(),
                "none"); // RecordPoller sets the positions
        stop.wakeOnStop(client);
        status.lagMeter().attach(client);
        AutoCloseable connection = listener.onConnected(client::metrics);
        try {
            boolean topicsAreNew = readiness.awaitTopics(client);
            if (stop.isRequested()) {
                return;
            }
            new StartOffsetResolver(settings, stop, listener).apply(client, topicsAreNew);
            poll(client);
        } finally {
            stop.wakeOnStop(null);
            status.lagMeter().attach(null);
            try {
                connection.close();
            } finally {
                client.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> client) throws Exception {
        OffsetCommitter committer = new OffsetCommitter(client, settings.commitPolicy(), listener);
        RedeliveryFilters redeliveries =
                settings.delivery() == Delivery.DEDUPLICATED ? new RedeliveryFilters(client, listener) : null;
        RecordPoller poller =
                new RecordPoller(client, settings.startFrom() == StartFrom.COMMITTED_OR_LATEST, status, listener);
        KeepAlive keepAlive =
                new KeepAlive(client, poller, KafkaClients.maxPollIntervalMillis(settings.clientProperties()));
        RebalanceListener rebalanceListener = new RebalanceListener(committer, redeliveries, keepAlive);
        subscribe(client, rebalanceListener);
        try (DeadLetterSink sink =
                DeadLetterSink.open(settings.deadLetters(), settings.bootstrapServers(), settings.clientProperties())) {
            DeadLetterRecorder deadLetters = new DeadLetterRecorder(sink, status.deadLetterCounter(), listener);
            UnmatchedNames unmatchedNames = new UnmatchedNames(settings.filter(), settings.redaction(), listener);
            RecordPipeline pipeline = new RecordPipeline(
                    new DeadLetteringDecoder(settings.decoder(), deadLetters),
                    redeliveries,
                    unmatchedNames,
                    settings,
                    listener);
            RetryingHandler retryingHandler =
                    new RetryingHandler(handler, settings.failurePolicy(), deadLetters, listener);
            try (Dispatcher dispatcher =
                    new KeyedDispatcher(settings.threads(), pipeline, retryingHandler, keepAlive, stop)) {
                new PollLoop(
                                client,
                                poller,
                                dispatcher,
                                rebalanceListener,
                                redeliveries,
                                sink,
                                handler,
                                committer,
                                readiness,
                                unmatchedNames,
                                keepAlive,
                                stop)
                        .run();
            }
        }
    }

    private void subscribe(Consumer<?, ?> client, ConsumerRebalanceListener rebalanceListener) {
        if (settings.topics() instanceof Topics.Matching matching) {
            client.subscribe(SubscribedPattern.of(matching), rebalanceListener);
        } else {
            client.subscribe(((Topics.Named) settings.topics()).names(), rebalanceListener);
        }
    }
}
