package dev.ezcdc.benchmarks.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConverterBenchmarkTest {

    @ParameterizedTest
    @EnumSource
    void recordsShareTheirSchemaUnlessATransformCreatesIt(ConverterInput input) {
        SchemaAndValue[] records = input.records();
        long schemas = Arrays.stream(records)
                .map(record -> System.identityHashCode(record.schema()))
                .distinct()
                .count();
        assertThat(schemas > records.length / 2).isEqualTo(input == ConverterInput.customersTransformed);
        assertThat(Arrays.stream(records).map(SchemaAndValue::schema).collect(Collectors.toSet()))
                .as("different schemas")
                .hasSize(1);
    }

    @Test
    void bothConvertersWriteTheSameBytes() {
        new ConverterBenchmark().load();
    }
}
