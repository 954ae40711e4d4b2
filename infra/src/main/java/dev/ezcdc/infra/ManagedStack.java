package dev.ezcdc.infra;

/**
 * A stack whose servers can be killed, paused and restarted one at a time. The servers keep their data. The methods do
 * not wait for streaming; call {@link #awaitStreaming} for that. Repeating a call has no further effect.
 */
public interface ManagedStack extends Stack {
    /** Inspects the servers, the connector and the slot. Changes nothing. */
    StackStatus status();

    /** Returns the name under which the connector is registered in Kafka Connect. */
    String connectorName();

    /** Kills the server immediately ({@code kill -9}), as in a power failure. */
    void kill(Node node);

    /** Freezes the server ({@code SIGSTOP}). Its connections stay open, and it stops responding. */
    void pause(Node node);

    /** Continues a paused server ({@code SIGCONT}). */
    void resume(Node node);

    /** Shuts the server down cleanly. */
    void stop(Node node);

    /** Starts the server with its previous port and data, unless it is running, and waits until it accepts connections. */
    void start(Node node);

    /** Calls {@link #stop} and {@link #start}. */
    default void restart(Node node) {
        stop(node);
        start(node);
    }

    /** Kills the first server of a kind. */
    default void kill(StackService service) {
        kill(Node.first(service));
    }

    /** Freezes the first server of a kind. */
    default void pause(StackService service) {
        pause(Node.first(service));
    }

    /** Continues the first server of a kind. */
    default void resume(StackService service) {
        resume(Node.first(service));
    }

    /** Shuts the first server of a kind down. */
    default void stop(StackService service) {
        stop(Node.first(service));
    }

    /** Starts the first server of a kind. */
    default void start(StackService service) {
        start(Node.first(service));
    }

    /** Restarts the first server of a kind. */
    default void restart(StackService service) {
        restart(Node.first(service));
    }
}
