package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Tombstone;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFilterTest {

    @ParameterizedTest
    @CsvSource({
        "customers,true",
        "public.customers,true",
        "public.*,true",
        "cust*,true",
        "orders,false",
        "customer,false"
    })
    void selectsTablesByNameWithOrWithoutSchema(String table, boolean selected) {
        ConsumedRecord create = Samples.received(Samples.create(Samples.ALEX));
        assertThat(RecordFilter.of(List.of(table), Set.of()).test(create)).isEqualTo(selected);
    }

    @Test
    void logicalMessageIsOfNoTable() {
        ConsumedRecord message = Samples.received(Samples.logicalMessage());
        assertThat(RecordFilter.of(List.of("*"), Set.of()).test(message)).isFalse();
        assertThat(RecordFilter.of(List.of(), Set.of(Operation.MESSAGE)).test(message))
                .isTrue();
    }

    @Test
    void selectsOperations() {
        RecordFilter deletes = RecordFilter.of(List.of(), Set.of(Operation.DELETE));
        assertThat(deletes.test(Samples.received(Samples.delete(null)))).isTrue();
        assertThat(deletes.test(Samples.received(Samples.create(Samples.ALEX)))).isFalse();
        assertThat(deletes.test(Samples.received(new Tombstone(Samples.KEY)))).isFalse();
        assertThat(RecordFilter.ALL.test(Samples.received(new Tombstone(Samples.KEY))))
                .isTrue();
    }
}
