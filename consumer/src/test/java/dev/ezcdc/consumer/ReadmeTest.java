package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path MODULE =
            Path.of(System.getProperty("ezcdc.root", "..")).resolve("consumer");

    @Test
    void theReadmeShowsTheCodeThatIsCompiledHere() throws IOException {
        String example = Files.readString(MODULE.resolve("src/test/java/dev/ezcdc/consumer/ReadmeExample.java"));
        String shown = example.substring(example.indexOf("// README begins\n") + 17, example.indexOf("// README ends"))
                .stripIndent();
        assertThat(Files.readString(MODULE.resolve("README.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void theCodeOfTheReadmeRunsAndShowsUpdatesWithoutTheRedactedColumn() {
        List<String> shown = new ArrayList<>();
        ChangeConsumer consumer = ReadmeExample.consumer("localhost:1", "t", shown::add);
        assertThat(consumer.health().state()).isEqualTo(Health.State.NEW);
        ReceivedRecord update = Samples.received(Samples.update(Samples.ALEX, Samples.ALEX_MOVED));
        assertThat(Redaction.of(List.of("email")).apply(update).record().toString())
                .doesNotContain("alex@foley.org");
    }
}
