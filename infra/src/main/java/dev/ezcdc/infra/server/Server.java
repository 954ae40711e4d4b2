package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is particular about starting and stopping one of the three servers. */
public sealed interface Server permits PostgresServer, KafkaServer, ConnectServer {
    StackService service();

    /** How to start it. {@code archive} is the class-data archive that it will write at its end, if any. */
    record Launch(List<String> command, @Nullable ClassDataArchive archive) {}

    /** Makes its files ready and says how to start it. */
    Launch prepare(int port);

    /** Whether a process that runs already answers its clients. */
    boolean answers(int port);

    /** The signal that asks for an orderly stop, and how long that may take. */
    String stopSignal();

    Duration stopTimeout();
}
