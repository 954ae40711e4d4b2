package dev.ezcdc.consumer.internal.connect;

import dev.ezcdc.consumer.ConsumerNotice;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs notices through SLF4J. Thread-safe. */
public final class NoticeLogger implements Consumer<ConsumerNotice> {

    private final Logger logger;

    /** @param owner names the logger */
    public NoticeLogger(Class<?> owner) {
        this(LoggerFactory.getLogger(owner));
    }

    NoticeLogger(Logger logger) {
        this.logger = logger;
    }

    /** Waiting is normal, during startup or for a standby member of a group. All other notices need attention. */
    @Override
    public void accept(ConsumerNotice notice) {
        switch (notice.kind()) {
            case WAITING, READY -> logger.info(notice.message());
            default -> logger.warn(notice.message());
        }
    }
}
