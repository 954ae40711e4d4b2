package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversTest {

    private final List<String> heard = new ArrayList<>();

    private ConsumerObserver observer(String name) {
        return new ConsumerObserver() {
            @Override
            public void redelivery() {
                heard.add(name + " redelivery");
            }

            @Override
            public void deadLetter(String cause) {
                heard.add(name + " " + cause);
            }
        };
    }

    @Test
    void eachHearsEverythingInTheirOrder() {
        ConsumerObserver both = Observers.of(List.of(observer("a"), observer("b")));
        both.redelivery();
        both.filteredOut();
        both.deadLetter("handler");
        assertThat(heard).containsExactly("a redelivery", "b redelivery", "a handler", "b handler");
    }

    @Test
    void whereNobodyListensNothingIsHeard() {
        Observers.of(List.of()).redelivery();
        assertThat(heard).isEmpty();
    }
}
