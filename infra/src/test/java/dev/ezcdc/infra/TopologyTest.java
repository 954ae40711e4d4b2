package dev.ezcdc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {

    @Test
    void firstNodeHasTheNameOfItsKind() {
        assertThat(new Topology(3, 2, true).nodes())
                .extracting(Node::id)
                .containsExactly("postgres", "postgres-2", "connect", "connect-2", "kafka", "kafka-2", "kafka-3");
        assertThat(new Node(StackService.KAFKA, 2).title()).isEqualTo("Kafka 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 7})
    void brokersWithoutAMajorityAreRefused(int brokers) {
        assertThatThrownBy(() -> new Topology(brokers, 1, false))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--brokers must be 1, 3 or 5");
    }

    @Test
    void oneBrokerOfThreeMayBeMissingForAWrite() {
        assertThat(new Topology(3, 1, false).replicationFactor()).isEqualTo(3);
        assertThat(new Topology(3, 1, false).minInSyncReplicas()).isEqualTo(2);
        assertThat(new Topology(5, 1, false).replicationFactor()).isEqualTo(3);
        assertThat(Topology.SINGLE.minInSyncReplicas()).isEqualTo(1);
    }
}
