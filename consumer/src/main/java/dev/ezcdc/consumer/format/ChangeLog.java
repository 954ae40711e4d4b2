package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.Heartbeat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Logs every record as one line. Values are escaped, so they cannot break or color the line. Lines are flushed after each
 * batch, before offsets are committed. Not thread-safe.
 */
public final class ChangeLog implements ChangeHandler {

    private final LineFormatter formatter;
    private final LineOutput output;
    private final boolean heartbeats;
    private final LongSupplier clockMicros;

    /**
     * Creates a log.
     *
     * @param format how a record is written
     * @param out receives the lines in UTF-8; the caller closes it
     * @param color whether {@link LogFormat#PRETTY} colors its lines
     * @param heartbeats whether heartbeats are logged
     */
    public ChangeLog(LogFormat format, OutputStream out, boolean color, boolean heartbeats) {
        this(format.createFormatter(color), out, heartbeats, ChangeLog::currentMicros);
    }

    ChangeLog(LineFormatter formatter, OutputStream out, boolean heartbeats, LongSupplier clockMicros) {
        this.formatter = formatter;
        this.output = new LineOutput(out);
        this.heartbeats = heartbeats;
        this.clockMicros = clockMicros;
    }

    private static long currentMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    @Override
    public void handle(ConsumedRecord received) throws IOException {
        if (received.record() instanceof Heartbeat && !heartbeats) {
            return;
        }
        formatter.append(output.line(), received, clockMicros.getAsLong());
        output.endLine();
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }
}
