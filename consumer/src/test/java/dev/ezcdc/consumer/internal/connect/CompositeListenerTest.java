package dev.ezcdc.consumer.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeListenerTest {

    private final List<String> heard = new ArrayList<>();

    private ConsumerListener observer(String name) {
        return new ConsumerListener() {
            @Override
            public void onRedeliverySkipped() {
                heard.add(name + " redelivery");
            }

            @Override
            public void onDeadLettered(String cause) {
                heard.add(name + " " + cause);
            }
        };
    }

    @Test
    void eachHearsEverythingInTheirOrder() {
        ConsumerListener both = CompositeListener.of(List.of(observer("a"), observer("b")));
        both.onRedeliverySkipped();
        both.onFiltered();
        both.onDeadLettered("handler");
        assertThat(heard).containsExactly("a redelivery", "b redelivery", "a handler", "b handler");
    }

    @Test
    void whereNobodyListensNothingIsHeard() {
        CompositeListener.of(List.of()).onRedeliverySkipped();
        assertThat(heard).isEmpty();
    }
}
