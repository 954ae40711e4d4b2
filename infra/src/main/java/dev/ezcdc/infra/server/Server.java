package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares one of the three servers and defines how it is started and stopped. */
public sealed interface Server permits PostgresServer, KafkaServer, ConnectServer {
    StackService service();

    /**
     * The command that starts a server.
     *
     * @param archive the class-data archive that the server writes on a clean exit, or null
     */
    record Launch(List<String> command, @Nullable ClassDataArchive archive) {}

    /** Creates the server's files and returns the command that starts it on {@code port}. */
    Launch prepare(int port);

    /** Returns the signal that requests a clean shutdown, such as {@code TERM}. */
    String stopSignal();
}
