package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final Topics.Matching ALL = Topics.matching(Pattern.compile(".*"));

    @ParameterizedTest
    @ValueSource(strings = {"__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata"})
    void patternNeverIncludesAnInternalTopicOfKafka(String topic) {
        assertThat(ALL.includes(topic)).isFalse();
        assertThat(ALL.includes("shop" + topic)).isTrue();
    }

    @Test
    void exclusionMatchesTheWholeName() {
        Topics topics = ALL.excluding(Pattern.compile("shop\\.heartbeat|connect-.*"));
        assertThat(topics.includes("shop.heartbeat")).isFalse();
        assertThat(topics.includes("connect-configs")).isFalse();
        assertThat(topics.includes("shop.heartbeats")).isTrue();
        assertThat(topics.includes("my-connect-configs")).isTrue();
        assertThat(topics).hasToString("topics matching .* except shop\\.heartbeat|connect-.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.)\\1.*", "(?<a>.)\\k<a>", "(?<a>.).*"})
    void exclusionThatNeedsItsGroupsIsRefused(String excluded) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ALL.excluding(Pattern.compile(excluded)))
                .withMessageContaining(excluded);
    }

    @Test
    void namedTopicMayBeInternal() {
        assertThat(Topics.named("__consumer_offsets").includes("__consumer_offsets"))
                .isTrue();
    }
}
