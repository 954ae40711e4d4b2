package dev.ezcdc.envelope.json.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.json.internal.types.TimeTexts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimestampsTest {

    private static final long SEED = 11;

    @Test
    void parsesInstantsLikeJava() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000) / 1_000 * 1_000);
            assertThat(UtcTimestamps.parse(instant.toString()))
                    .as("seed %d", SEED)
                    .isEqualTo(instant);
        }
    }

    @Test
    void neverDisagreesWithJavaOnChangedCharacters() {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("2024-02-29T23:59:59.123456Z");
            text.setCharAt(random.nextInt(text.length()), "0123456789:-.TZ+ ".charAt(random.nextInt(17)));
            Instant parsed = UtcTimestamps.parse(text.toString());
            if (parsed != null) {
                assertThat(parsed).as("seed %d, %s", SEED, text).isEqualTo(parseWithJava(text.toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22T08:30:00",
                "2026-11-22T08:30Z",
                "2026-11-22T08:30:00.Z",
                "2026-11-22T08:30:00.1234567890Z",
                "2026-11-22T08:30:00+01:00",
                "2026-11-22 08:30:00Z",
                "2026-13-22T08:30:00Z",
                "2026-02-29T08:30:00Z",
                "2026-04-31T08:30:00Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T08:60:00Z",
                "2026-11-22T08:30:60Z",
                "+12026-11-22T08:30:00Z"
            })
    void leavesOtherFormsToJava(String text) {
        assertThat(UtcTimestamps.parse(text)).isNull();
    }

    private static @Nullable Instant parseWithJava(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Test
    void parsesTimesOfDayLikeJava() {
        for (String text : java.util.List.of("00:00:00Z", "23:59:59.999999999Z", "08:30:00.1Z", "12:00:59.000001Z")) {
            assertThat(UtcTimestamps.parseNanoOfDay(text, 0))
                    .as(text)
                    .isEqualTo(java.time.OffsetTime.parse(text).toLocalTime().toNanoOfDay());
            assertThat(TimeTexts.parseZonedTime(text)).isEqualTo(java.time.OffsetTime.parse(text));
        }
        for (String text : java.util.List.of(
                "",
                "Z",
                "24:00:00Z",
                "23:60:00Z",
                "23:59:60Z",
                "08:30Z",
                "08:30:00",
                "08:30:00+00",
                "08:30:00.Z",
                "08:30:00.1234567890Z",
                "08:30:00,1Z",
                "-8:30:00Z",
                "08-30-00Z",
                "08:30:00ZZ")) {
            assertThat(UtcTimestamps.parseNanoOfDay(text, 0)).as(text).isEqualTo(-1);
        }
    }
}
