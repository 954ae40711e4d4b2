package dev.ezcdc.envelope.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresPositionTest {

    @Test
    void ordersByPreviousCommitFirst() {
        // The second transaction began first, so its row has the smaller LSN, but it is delivered later.
        PostgresPosition first = PostgresPosition.of("[\"100\",\"300\"]", 300);
        PostgresPosition second = PostgresPosition.of("[\"400\",\"200\"]", 200);

        assertThat(first).isLessThan(second);
    }

    @Test
    void comparesLsnsAsUnsigned() {
        assertThat(new PostgresPosition(0, Long.MAX_VALUE)).isLessThan(new PostgresPosition(0, Long.MIN_VALUE));
        assertThat(PostgresPosition.of("[\"18446744073709551615\",\"1\"]", 1).lastCommitLsn())
                .isEqualTo(-1);
    }

    @Test
    void usesTheChangesLsnBeforeTheFirstCommit() {
        assertThat(PostgresPosition.of("[null,\"24284336\"]", 24284336))
                .isEqualTo(new PostgresPosition(24284336, 24284336));
        assertThat(PostgresPosition.of(null, 1)).isEqualTo(new PostgresPosition(1, 1));
    }

    @Test
    void formatsLsnsLikePostgres() {
        assertThat(new PostgresPosition(0x1_0000_0000L, 0x17291D8).toString()).isEqualTo("1/0→0/17291D8");
    }
}
