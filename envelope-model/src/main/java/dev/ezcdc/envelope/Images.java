package dev.ezcdc.envelope;

import org.jspecify.annotations.Nullable;

/** The images that an event has, whatever its operation. */
final class Images {

    private Images() {}

    static @Nullable Row before(ChangeEvent event) {
        return event instanceof Update update
                ? update.before()
                : event instanceof Delete delete ? delete.before() : null;
    }

    static @Nullable Row after(ChangeEvent event) {
        if (event instanceof Create create) {
            return create.after();
        }
        if (event instanceof Read read) {
            return read.after();
        }
        return event instanceof Update update ? update.after() : null;
    }
}
