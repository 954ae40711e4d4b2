package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ezcdc.consumer.deadletter.DeadLetterTarget;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsumerSettingsTest {

    private static ConsumerSettings.Builder settings() {
        return ConsumerSettings.builder("localhost:29092", Topics.matching(Pattern.compile("cdctest\\..*")), "g");
    }

    @Test
    void autoCommitCanNotBeTurnedOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings()
                        .clientProperties(Map.of("enable.auto.commit", "true"))
                        .build())
                .withMessageContaining("enable.auto.commit");
    }

    @Test
    void deadLettersDoNotGoRoundForEver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings()
                        .deadLetters(new DeadLetterTarget.TopicTarget("cdctest.dead-letters"))
                        .build())
                .withMessageContaining("cdctest.dead-letters");
    }

    @Test
    void valuesOfClientPropertiesAreNotPrinted() {
        ConsumerSettings settings = settings()
                .clientProperties(Map.of("ssl.key.password", "s3cret"))
                .build();
        assertThat(settings.toString()).contains("ssl.key.password").doesNotContain("s3cret");
    }
}
