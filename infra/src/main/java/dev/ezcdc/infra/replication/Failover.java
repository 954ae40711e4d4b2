package dev.ezcdc.infra.replication;

import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.server.PostgresData;
import dev.ezcdc.infra.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the standby the primary. Checks everything before it changes anything, and makes sure that the old primary cannot
 * start as one again.
 *
 * @param slots the slots of the connectors, which the standby must be able to continue
 * @param timeout the time limit of each step
 * @param progress receives a line for each step
 */
public record Failover(PostgresPair pair, Set<String> slots, Duration timeout, Consumer<String> progress) {

    /**
     * Promotes the standby. If the primary runs, it is stopped cleanly first, and sends the rest of its log.
     *
     * @param force whether to promote although changes can be lost, or the connector cannot continue
     * @throws StackException if the standby cannot take over; nothing has changed then
     */
    public void promote(boolean force) {
        Node old = pair.primary();
        Node next = pair.standby();
        if (!Files.exists(PostgresData.standbySignal(pair.home(), next))) {
            throw new StackException("there is no standby to fail over to. Run `./cdc up --standby`");
        }
        pair.server(next).start(pair.port(next));
        pair.server(next).awaitListening(pair.port(next), timeout);
        try (Connection standby = pair.database(next).awaitOpen(timeout, pair.server(next)::requireAlive)) {
            List<String> risks = findRisks(old, standby);
            if (!risks.isEmpty() && !force) {
                throw new StackException("not failed over, and nothing has changed: " + String.join("; ", risks)
                        + ". Run `./cdc up` and try again, or accept this with --force");
            }
            risks.forEach(risk -> progress.accept("accepted with --force: " + risk));
            fence(old);
            progress.accept("promoting " + next.title());
            try (Statement statement = standby.createStatement()) {
                try (var row = statement.executeQuery("select pg_promote(true, " + timeout.toSeconds() + ")")) {
                    if (!row.next() || !row.getBoolean(1)) {
                        throw new StackException(next.title() + " was not promoted within " + timeout.toSeconds()
                                + " s. Run `./cdc failover` again");
                    }
                }
            }
            // A setting that names a standby that does not exist would stop commits, and changes without a message.
            StandbyGuard.disable(standby);
        } catch (SQLException e) {
            throw pair.database(next).toStackException(e);
        }
    }

    /** Lets the primary continue without its standby, until the next {@link Standby#protect}. */
    public void goOnAlone() {
        Node primary = pair.primary();
        try (Connection connection = pair.open(primary)) {
            StandbyGuard.disable(connection);
            progress.accept("commits no longer wait for the standby: if the primary fails now, changes can be lost");
        } catch (SQLException e) {
            throw pair.database(primary).toStackException(e);
        }
    }

    private List<String> findRisks(Node old, Connection standby) throws SQLException {
        List<String> risks = new ArrayList<>();
        Path data = PostgresData.directory(pair.home(), old);
        Path fenced = PostgresData.fenced(pair.home(), old);
        if (!StandbyGuard.isEnabled(Files.exists(data) ? data : fenced)) {
            risks.add("commits did not wait for the standby, so those that it has not received are lost, and Kafka can"
                    + " have changes that the new primary does not");
        }
        for (String slot : slots) {
            String problem = FailoverSlots.findProblem(standby, slot);
            if (problem != null) {
                risks.add(problem + ", so its connector could not continue, and its tables must be read again");
            }
        }
        return risks;
    }

    /** Ends the old primary, and renames its data so that nothing starts it as a primary again. */
    private void fence(Node old) {
        ServerProcess server = pair.server(old);
        if (server.isPaused()) {
            progress.accept(old.title() + " does not respond: killing it");
            server.kill();
        }
        server.stop();
        Path data = PostgresData.directory(pair.home(), old);
        if (Files.exists(data)) {
            try {
                Files.move(data, PostgresData.fenced(pair.home(), old), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new StackException("cannot rename " + data + ": " + Exceptions.message(e), e);
            }
        }
    }
}
