package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prepares a server and defines how it is started and stopped. */
public sealed interface Server permits PostgresServer, KafkaServer, ConnectServer {
    Node node();

    /** Returns the kind of server. */
    default StackService service() {
        return node().service();
    }

    /**
     * The command that starts a server. {@link #toString} omits the environment, because it contains passwords.
     *
     * @param environment variables that are added to this process's
     * @param archive the class-data archive that the server writes on a clean exit, or null
     */
    record Launch(
            List<String> command,
            Map<String, String> environment,
            @Nullable ClassDataArchive archive) {
        @Override
        public String toString() {
            return "Launch[command=" + command + "]";
        }
    }

    /** Creates the server's files and returns the command that starts it on {@code port}. */
    Launch prepare(int port);

    /** Returns the stack's home directory. */
    Path home();

    /** Returns the file to which the server writes its log now. Its output is only what precedes or escapes the log. */
    default Path log() {
        return ServerProcess.logFile(home(), node());
    }

    /** Returns the port at which the server serves its metrics, or null if it serves none. */
    default @Nullable Integer metricsPort() {
        return null;
    }

    /** Returns the signal that requests a clean shutdown, such as {@code TERM}. */
    String stopSignal();
}
