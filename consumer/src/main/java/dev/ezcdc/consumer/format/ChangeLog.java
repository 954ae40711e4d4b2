package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.Heartbeat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Logs every record as one line, escaped such that no value can break or colour it. Lines are written out after each batch
 * and before offsets are committed. Not thread-safe.
 */
public final class ChangeLog implements ChangeHandler {

    private final LineFormatter formatter;
    private final LineOutput output;
    private final boolean heartbeats;
    private final LongSupplier currentMicros;

    /**
     * A log.
     *
     * @param out takes the lines in UTF-8; remains the caller's to close
     * @param colours whether {@link LogFormat#PRETTY} colours its lines
     * @param heartbeats whether heartbeats get lines
     */
    public ChangeLog(LogFormat format, OutputStream out, boolean colours, boolean heartbeats) {
        this(format.createFormatter(colours), out, heartbeats, ChangeLog::currentMicros);
    }

    ChangeLog(LineFormatter formatter, OutputStream out, boolean heartbeats, LongSupplier wallMicros) {
        this.formatter = formatter;
        this.output = new LineOutput(out);
        this.heartbeats = heartbeats;
        this.currentMicros = wallMicros;
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
        formatter.append(output.line(), received, currentMicros.getAsLong());
        output.endLine();
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }
}
