package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import org.jspecify.annotations.Nullable;

/** The images that an event has, whatever its operation. */
public final class Images {

    private Images() {}

    public static @Nullable Row before(ChangeEvent event) {
        return event instanceof Update update
                ? update.before()
                : event instanceof Delete delete ? delete.before() : null;
    }

    public static @Nullable Row after(ChangeEvent event) {
        if (event instanceof Create create) {
            return create.after();
        }
        if (event instanceof Read read) {
            return read.after();
        }
        return event instanceof Update update ? update.after() : null;
    }
}
