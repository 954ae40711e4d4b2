package dev.ezcdc.infra.health;

import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.Lsn;
import dev.ezcdc.infra.os.Exceptions;
import dev.ezcdc.infra.os.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees whether a slot was moved ahead while no worker ran. What lies between is lost to the connector, and neither Debezium
 * nor PostgreSQL 15 and later says a word: streaming begins at the slot's place, and Debezium compares its stored offset with
 * the slot's {@code restart_lsn} alone, which trails behind.
 *
 * @param folder for what is remembered while no worker runs, and for what was found
 */
public record SlotDriftDetector(Path folder, ConnectorLifecycle lifecycle) {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** Remembers where the slot stands; to be called when the worker has ended orderly, and its last offset is stored. */
    public void recordPosition() {
        String name = lifecycle.config().slotName();
        try (Connection connection = lifecycle.database().open()) {
            long end = System.nanoTime() + TIMEOUT.toNanos();
            for (Optional<SlotStatus> slot = Database.findSlot(connection, name);
                    slot.isPresent() && System.nanoTime() - end < 0;
                    slot = Database.findSlot(connection, name)) {
                String place = slot.get().confirmedFlushLsn();
                if (!slot.get().active() && place != null) {
                    write(positionFile(), place);
                    return;
                }
                Poll.sleep(POLL_INTERVAL);
            }
            deletePosition();
        } catch (SQLException e) {
            deletePosition(); // no PostgreSQL, no memory: what is not known is not compared
        }
    }

    /** Compares the slot's place with what is remembered, once; to be called before a worker can have moved it. */
    public void detectDrift() {
        Optional<String> remembered = read(positionFile());
        if (remembered.isEmpty()) {
            return;
        }
        String name = lifecycle.config().slotName();
        try (Connection connection = lifecycle.database().open()) {
            Optional<SlotStatus> slot = Database.findSlot(connection, name);
            String before = remembered.get();
            String now = slot.map(SlotStatus::confirmedFlushLsn).orElse(null);
            // Of a slot that is gone Debezium tells itself, and after a crash of PostgreSQL's it may stand further
            // back.
            if (now != null && !slot.get().active() && Lsn.parse(now) > Lsn.parse(before)) {
                write(
                        findingFile(),
                        "slot " + name + " was moved from " + before + " to " + now + " while no worker ran: changes"
                                + " between are lost to the connector, which goes on from there without a word. Take a"
                                + " new snapshot (`./cdc up --fresh` starts over), or delete " + findingFile()
                                + " to take the loss");
            }
        } catch (SQLException e) {
            return; // it will be compared when PostgreSQL answers
        }
        deletePosition();
    }

    /** What was found, until somebody does something about it. */
    public Optional<String> readFinding() {
        return read(findingFile());
    }

    private Path positionFile() {
        return folder.resolve("slot");
    }

    private Path findingFile() {
        return folder.resolve("slot-moved");
    }

    private void deletePosition() {
        try {
            Files.deleteIfExists(positionFile());
        } catch (IOException e) {
            throw new StackException("cannot delete " + positionFile() + ": " + Exceptions.message(e), e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + file + ": " + Exceptions.message(e), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new StackException("cannot write " + file + ": " + Exceptions.message(e), e);
        }
    }
}
