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
    void kill(StackService service);

    /** Freezes the server ({@code SIGSTOP}). Its connections stay open, and it stops responding. */
    void pause(StackService service);

    /** Continues a paused server ({@code SIGCONT}). */
    void resume(StackService service);

    /** Shuts the server down cleanly. */
    void stop(StackService service);

    /** Starts the server with its previous port and data, unless it is running, and waits until it accepts connections. */
    void start(StackService service);

    /** Calls {@link #stop} and {@link #start}. */
    default void restart(StackService service) {
        stop(service);
        start(service);
    }
}
