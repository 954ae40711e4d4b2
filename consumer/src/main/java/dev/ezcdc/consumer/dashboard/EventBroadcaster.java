package dev.ezcdc.consumer.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends events to all connected browsers. Thread-safe. */
final class EventBroadcaster {

    /** The maximum number of connected browsers; further ones get HTTP 503. */
    static final int MAX_STREAMS = 16;

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
    private static final byte[] END_EVENT = "event: end\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Adds a browser, unless the limit is reached or the broadcaster closed; returns whether it was added. */
    synchronized boolean open(Response response, Callback callback) {
        if (closed || streams.size() >= MAX_STREAMS) {
            return false;
        }
        EventStream[] self = new EventStream[1];
        EventStream stream = new EventStream(response, callback, () -> streams.remove(self[0]));
        self[0] = stream;
        streams.add(stream);
        return true;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /** Sends a frame to every browser that is ready for it. Called by one thread. */
    void send(DashboardFrame frame, History.@Nullable Second second, List<History.Second> history) {
        String frameEvent = toEvent("frame", frame);
        byte @Nullable [] update = null;
        byte @Nullable [] complete = null;
        for (EventStream stream : streams) {
            if (stream.needsHistory() && stream.isReady()) {
                complete = complete == null ? toBytes(toEvent("history", history) + frameEvent) : complete;
                stream.offer(complete);
            } else {
                update = update == null
                        ? toBytes((second == null ? "" : toEvent("second", second)) + frameEvent)
                        : update;
                stream.offer(update);
            }
        }
    }

    /** Sends a last event and waits briefly until the browsers have received it. */
    void close() throws InterruptedException {
        List<EventStream> remaining;
        synchronized (this) {
            closed = true;
            remaining = List.copyOf(streams);
        }
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        remaining.forEach(stream -> stream.close(END_EVENT));
        for (EventStream stream : remaining) {
            stream.awaitLastEvent(deadline - System.nanoTime());
        }
    }

    private String toEvent(String name, Object data) {
        try {
            return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
        } catch (JsonProcessingException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private static byte[] toBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
