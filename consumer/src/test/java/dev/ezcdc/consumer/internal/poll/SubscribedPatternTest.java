package dev.ezcdc.consumer.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.Topics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscribedPatternTest {

    private static final List<Pattern> EXCLUDED = List.of(
            Pattern.compile(".*"),
            Pattern.compile("shop\\..*|a"),
            Pattern.compile("SHOP\\..*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("shop.a", Pattern.LITERAL),
            Pattern.compile("shop \\. .* # all tables", Pattern.COMMENTS),
            Pattern.compile("^shop$"),
            Pattern.compile("shop|shop.a"));
    private static final List<Pattern> PATTERNS = Stream.concat(
                    EXCLUDED.stream(), Stream.of(Pattern.compile("(.)\\1.*"), Pattern.compile("(?<first>s)hop.*")))
            .toList();
    private static final List<String> TOPICS =
            List.of("shop", "shop.a", "shopxa", "SHOP.a", "a", "aab", "ab", "b.shop");

    /** {@link Topics.Matching#includes} asks both patterns one after the other. */
    @Test
    void matchesTheTopicsThatTheTwoPatternsSelect() {
        for (Pattern pattern : PATTERNS) {
            for (Pattern excluded : EXCLUDED) {
                Topics.Matching topics = Topics.matching(pattern).excluding(excluded);
                Pattern subscribed = SubscribedPattern.of(topics);
                assertThat(TOPICS).as("%s except %s", pattern, excluded).allSatisfy(topic -> assertThat(
                                subscribed.matcher(topic).matches())
                        .as(topic)
                        .isEqualTo(topics.includes(topic)));
            }
        }
    }

    @Test
    void patternWithoutExclusionStaysAsItIs() {
        Pattern pattern = Pattern.compile("a");
        assertThat(SubscribedPattern.of(Topics.matching(pattern))).isSameAs(pattern);
    }
}
