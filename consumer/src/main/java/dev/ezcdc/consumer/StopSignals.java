package dev.ezcdc.consumer;

import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns SIGTERM and SIGINT into a wish to stop, so that the program ends in its own time and with its own exit code. (A
 * shutdown hook could not: the JVM ends with 143 whatever it does.) The second signal ends the program at once.
 */
public final class StopSignals implements AutoCloseable {

    private record Replaced(Signal signal, SignalHandler before) {}

    private final List<Replaced> replaced = new ArrayList<>();

    public StopSignals(Runnable stop) {
        for (String name : List.of("TERM", "INT")) {
            Signal signal = new Signal(name);
            replaced.add(new Replaced(signal, Signal.handle(signal, received -> {
                Signal.handle(received, SignalHandler.SIG_DFL);
                stop.run();
            })));
        }
    }

    @Override
    public void close() {
        replaced.forEach(one -> Signal.handle(one.signal(), one.before()));
    }
}
