package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path MODULE =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("consumer");

    @Test
    void theReadmeShowsTheCodeThatIsCompiledHere() throws IOException {
        String example = Files.readString(MODULE.resolve("src/test/java/dev/ezcdc/consumer/ReadmeExample.java"));
        for (String part : List.of("README", "README page")) {
            String begin = "// " + part + " begins\n";
            String shown = example.substring(
                            example.indexOf(begin) + begin.length(), example.indexOf("// " + part + " ends"))
                    .stripIndent();
            assertThat(Files.readString(MODULE.resolve("README.md"))).contains("```java\n" + shown + "```");
        }
    }

    @Test
    void theCodeOfThePageServesItWhileTheConsumerRuns() throws Exception {
        Thread runs = new Thread(() -> {
            try {
                ReadmeExample.watched(
                        ConsumerSettings.builder("localhost:1", Topics.named("t"), "g"), received -> {}, 0);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        runs.start();
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("ezcdc-dashboard-frames")));
        runs.interrupt();
        runs.join();
        assertThat(runs.isAlive()).isFalse();
    }

    @Test
    void theCodeOfTheReadmeRunsAndShowsUpdatesWithoutTheRedactedColumn() {
        List<String> shown = new ArrayList<>();
        ChangeConsumer consumer = ReadmeExample.consumer("localhost:1", "t", shown::add);
        assertThat(consumer.health().state()).isEqualTo(Health.State.NEW);
        Update update = Samples.update(Samples.ALEX, Samples.ALEX_MOVED);
        assertThat(Redaction.of(List.of("email")).apply(update, "t").toString()).doesNotContain("alex@foley.org");
    }
}
