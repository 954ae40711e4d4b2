package dev.ezcdc.infra.server;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The data directories of a stack's PostgreSQL servers, which also tell which server is the primary. */
public final class PostgresData {
    /** The servers that can exist: the second one is the first one's standby, or the other way round after a failover. */
    private static final List<Node> NODES =
            List.of(Node.first(StackService.POSTGRES), new Node(StackService.POSTGRES, 2));

    private PostgresData() {}

    /** Returns a server's data directory. */
    public static Path directory(Path home, Node node) {
        return home.resolve(node.id());
    }

    /** Returns a directory for data that is not complete yet. It is renamed when it is. */
    public static Path partial(Path home, Node node) {
        return home.resolve(node.id() + ".part");
    }

    /** Returns the directory of a primary that was replaced. No server starts from it. */
    public static Path fenced(Path home, Node node) {
        return home.resolve(node.id() + ".fenced");
    }

    /** Returns the file with which a server starts as a standby. PostgreSQL deletes it at a promotion. */
    public static Path standbySignal(Path home, Node node) {
        return directory(home, node).resolve("standby.signal");
    }

    /**
     * Returns the server whose data is a primary's, or was before a failover that did not end; the first one of a new stack.
     * Needs no server to run.
     */
    public static Node primary(Path home) {
        return NODES.stream()
                .filter(node -> Files.isDirectory(directory(home, node)) && !Files.exists(standbySignal(home, node)))
                .findFirst()
                .orElse(NODES.get(Files.exists(standbySignal(home, NODES.get(0))) ? 1 : 0));
    }

    /** Returns whether no server has data, as before the first start. */
    static boolean isEmpty(Path home) {
        return NODES.stream().noneMatch(node -> Files.isDirectory(directory(home, node)));
    }

    /** Returns the server that is not the primary. */
    public static Node standby(Path home) {
        return NODES.get(primary(home).equals(NODES.get(0)) ? 1 : 0);
    }
}
