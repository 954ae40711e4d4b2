package dev.ezcdc.infra.health;

import dev.ezcdc.infra.LossRemedy;
import dev.ezcdc.infra.SlotStatus;
import dev.ezcdc.infra.StackException;
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
 * Detects a slot that was moved ahead while no worker was running. The changes in between are lost. Neither Debezium
 * nor PostgreSQL 15 and later reports it: streaming starts at the slot's confirmed LSN, and Debezium compares its
 * stored offset only with the slot's {@code restart_lsn}, which trails behind.
 *
 * @param directory stores the slot's position while no worker is running, and the finding
 */
public record SlotDriftDetector(Path directory, Database database) {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /**
     * Records a slot's confirmed LSN. Call it after a clean stop of the worker, when its last offset is stored.
     *
     * @param name the slot that the worker's connector read
     */
    public void recordPosition(String name) {
        try (Connection connection = database.open()) {
            long end = System.nanoTime() + TIMEOUT.toNanos();
            for (Optional<SlotStatus> slot = Database.findSlot(connection, name);
                    slot.isPresent() && System.nanoTime() - end < 0;
                    slot = Database.findSlot(connection, name)) {
                String position = slot.get().confirmedFlushLsn();
                if (!slot.get().active() && position != null) {
                    write(positionFile(), name + " " + position);
                    return;
                }
                Poll.sleep(POLL_INTERVAL);
            }
            deletePosition();
        } catch (SQLException e) {
            deletePosition(); // without PostgreSQL the position is unknown, and an old one would be misleading
        }
    }

    /**
     * Compares the slot with the recorded position, and deletes the record. Call it before a worker streams. Waits until
     * PostgreSQL accepts connections if there is a record.
     *
     * @param requireAlive throws if PostgreSQL is not running
     */
    public void detectDrift(Duration timeout, Runnable requireAlive) {
        Optional<String[]> recorded =
                read(positionFile()).map(text -> text.split(" ", -1)).filter(fields -> fields.length == 2);
        if (recorded.isEmpty()) {
            deletePosition();
            return;
        }
        String name = recorded.get()[0];
        String before = recorded.get()[1];
        try (Connection connection = database.awaitOpen(timeout, requireAlive)) {
            Optional<SlotStatus> slot = Database.findSlot(connection, name);
            String now = slot.map(SlotStatus::confirmedFlushLsn).orElse(null);
            // Debezium itself reports a missing slot. After a crash of PostgreSQL the slot can be further back.
            if (now != null && !slot.get().active() && Lsn.parse(now) > Lsn.parse(before)) {
                write(
                        findingFile(),
                        "slot " + name + " was moved from " + before + " to " + now + " while no worker was running:"
                                + " the changes in between were skipped and are lost. Read the tables again: run "
                                + LossRemedy.RESNAPSHOT + ", or delete " + findingFile() + " to accept the loss");
            }
        } catch (SQLException e) {
            return; // the record stays for the next attempt
        }
        deletePosition();
    }

    /** Returns the message about a detected loss, until its file is deleted. */
    public Optional<String> readFinding() {
        return read(findingFile());
    }

    /** Forgets the finding. */
    public void clearFinding() {
        delete(findingFile());
    }

    private Path positionFile() {
        return directory.resolve("slot");
    }

    private Path findingFile() {
        return directory.resolve("slot-moved");
    }

    private void deletePosition() {
        delete(positionFile());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("cannot delete " + file + ": " + Exceptions.message(e), e);
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
