package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Consumer;

/** What an option has served beside the consumer. */
@FunctionalInterface
interface HttpEndpointOption {

    /** Where the option was not given. */
    HttpEndpointOption NONE = (consumer, say) -> () -> {};

    /**
     * Listens until what is returned is closed, and says where.
     *
     * @throws BindException if the port is taken; the message names it, and the option that chooses another
     */
    AutoCloseable open(ChangeConsumer consumer, Consumer<String> say) throws IOException;

    /** What listens on a port. */
    @FunctionalInterface
    interface Opener<T> {
        T open() throws IOException;
    }

    /** Opens it; if the port is taken, the message names the remedy besides. */
    static <T> T openOrSuggest(Opener<T> port, String remedy) throws IOException {
        try {
            return port.open();
        } catch (BindException taken) {
            BindException remedied = new BindException(taken.getMessage() + "; choose another with " + remedy);
            remedied.initCause(taken);
            throw remedied;
        }
    }
}
