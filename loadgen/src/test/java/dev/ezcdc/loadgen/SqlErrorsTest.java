package dev.ezcdc.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlErrorsTest {

    @Test
    void removesControlCharactersFromMessages() {
        assertThat(SqlErrors.toSingleLine("a\u001b[31mb\r\nc\u202ed")).isEqualTo("a [31mb c d");
    }
}
