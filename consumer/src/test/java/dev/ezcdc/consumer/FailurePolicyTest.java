package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private static final Duration INITIAL = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofMillis(350);

    @Test
    void doublesTheBackoffUpToTheMaximum() {
        FailurePolicy policy = FailurePolicy.retryThenDeadLetter(9, INITIAL, MAX);
        assertThat(policy.backoffAfter(1)).isEqualTo(INITIAL);
        assertThat(policy.backoffAfter(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.backoffAfter(3)).isEqualTo(MAX);
        assertThat(policy.backoffAfter(8)).isEqualTo(MAX);
    }

    @Test
    void rejectsValuesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailurePolicy.retryThenStop(0, INITIAL, MAX))
                .withMessage("maxAttempts must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailurePolicy.retryThenStop(1, MAX, INITIAL))
                .withMessageStartingWith("maxBackoff must not be less than initialBackoff");
    }
}
