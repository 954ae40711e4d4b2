package dev.ezcdc.consumer.cli;

import dev.ezcdc.consumer.ChangeConsumer;
import java.io.IOException;
import java.net.BindException;
import java.util.function.Consumer;

/** An HTTP endpoint that an option requests to be served while the consumer runs. */
@FunctionalInterface
interface HttpEndpointOption {

    /** No endpoint, because the option is absent. */
    HttpEndpointOption NONE = (consumer, report) -> () -> {};

    /**
     * Opens the endpoint and reports its address. It is served until the returned object is closed.
     *
     * @throws BindException if the port is in use; the message contains it and the option that changes it
     */
    AutoCloseable open(ChangeConsumer consumer, Consumer<String> report) throws IOException;

    /** Opens a server. */
    @FunctionalInterface
    interface Opener<T> {
        T open() throws IOException;
    }

    /** Opens a server. If its port is in use, the exception's message suggests the option that changes the port. */
    static <T> T openOrSuggest(Opener<T> opener, String option) throws IOException {
        try {
            return opener.open();
        } catch (BindException portInUse) {
            BindException suggestion = new BindException(
                    portInUse.getMessage() + ". Choose another port with " + option + "; 0 picks a free one.");
            suggestion.initCause(portInUse);
            throw suggestion;
        }
    }
}
