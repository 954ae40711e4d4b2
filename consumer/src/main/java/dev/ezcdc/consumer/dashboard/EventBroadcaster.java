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

/** The browsers that look on. Thread-safe. */
final class EventBroadcaster {

    /** How many at a time; the others are told to come back. */
    static final int MAX_STREAMS = 16;

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
    private static final byte[] END_EVENT = "event: bye\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Whether there is room for another; if so, it gets events from now on. */
    synchronized boolean open(Response response, Callback callback) {
        if (closed || streams.size() >= MAX_STREAMS) {
            return false;
        }
        EventStream[] made = new EventStream[1];
        EventStream stream = new EventStream(response, callback, () -> streams.remove(made[0]));
        made[0] = stream;
        streams.add(stream);
        return true;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /** To all who are ready for it. By one thread. */
    void send(DashboardFrame tick, History.@Nullable Second second, List<History.Second> history) {
        String tickEvent = event("tick", tick);
        byte @Nullable [] usual = null;
        byte @Nullable [] whole = null;
        for (EventStream stream : streams) {
            if (stream.needsHistory() && stream.isReady()) {
                whole = whole == null ? toBytes(event("history", history) + tickEvent) : whole;
                stream.offer(whole);
            } else {
                usual = usual == null ? toBytes((second == null ? "" : event("second", second)) + tickEvent) : usual;
                stream.offer(usual);
            }
        }
    }

    /** Takes leave; waits a moment for that to be on its way. */
    void close() throws InterruptedException {
        List<EventStream> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(streams);
        }
        long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        left.forEach(stream -> stream.close(END_EVENT));
        for (EventStream stream : left) {
            stream.awaitLastEvent(end - System.nanoTime());
        }
    }

    private String event(String name, Object data) {
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
