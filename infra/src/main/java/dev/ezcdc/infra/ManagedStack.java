package dev.ezcdc.infra;

import dev.ezcdc.infra.connector.ConnectClient;

/**
 * A stack whose servers can be hurt one at a time; their data stays. None of these wait for streaming: that is
 * {@link #awaitStreaming}. What is asked for twice is done once.
 */
public interface ManagedStack extends Stack {
    /** Looks, and changes nothing. */
    StackStatus status();

    /** The connector's name, for {@link ConnectClient}. */
    String connectorName();

    /** Ends it at once, as a power cut would ({@code kill -9}). */
    void kill(StackService component);

    /** Freezes it ({@code SIGSTOP}); its connections stay open and nobody answers. */
    void pause(StackService component);

    /** Lets a paused one go on ({@code SIGCONT}). */
    void resume(StackService component);

    /** Ends it orderly. */
    void stop(StackService component);

    /** Starts it if it does not run, with the port and the data that it had, and waits until it answers. */
    void start(StackService component);

    /** {@link #stop} and {@link #start}. */
    default void restart(StackService component) {
        stop(component);
        start(component);
    }
}
