package dev.ezcdc.consumer.format;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import org.jspecify.annotations.Nullable;

/** Access to the row before and after a change; null if the operation or the replica identity provides none. */
final class RowImages {

    private RowImages() {}

    static @Nullable Row before(ChangeEvent change) {
        if (change instanceof Update update) {
            return update.before();
        }
        return change instanceof Delete delete ? delete.before() : null;
    }

    static @Nullable Row after(ChangeEvent change) {
        if (change instanceof Create create) {
            return create.after();
        } else if (change instanceof Update update) {
            return update.after();
        }
        return change instanceof Read read ? read.after() : null;
    }
}
