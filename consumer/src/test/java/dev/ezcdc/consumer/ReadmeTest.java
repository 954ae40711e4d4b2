package dev.ezcdc.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.Update;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));
    private static final Path EXAMPLE = ROOT.resolve("consumer/src/test/java/dev/ezcdc/consumer/ReadmeExample.java");

    @ParameterizedTest
    @CsvSource({
        "consumer/README.md, README of the module",
        "docs/how-to/consume.md, README",
        "docs/how-to/consume.md, README page",
        "docs/reference/metrics.md, metrics"
    })
    void documentsShowTheCompiledExamples(String document, String part) throws IOException {
        String example = Files.readString(EXAMPLE);
        String begin = "// " + part + " begins\n";
        String shown = example.substring(
                        example.indexOf(begin) + begin.length(), example.indexOf("// " + part + " ends"))
                .stripIndent();
        assertThat(Files.readString(ROOT.resolve(document))).contains("```java\n" + shown + "```");
    }

    @Test
    void dashboardIsServedWhileTheConsumerRuns() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ChangeConsumer.Builder builder =
                ChangeConsumer.builder("localhost:1", Topics.named("t"), "g").handler(received -> {});
        Thread runner = new Thread(() -> {
            try {
                ReadmeExample.runWithDashboard(builder, port);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        runner.start();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();
        Awaitility.await()
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        runner.interrupt();
        runner.join();
        assertThat(runner.isAlive()).isFalse();
    }

    @Test
    void exampleHidesTheRedactedColumn() {
        List<String> shown = new ArrayList<>();
        ChangeConsumer consumer = ReadmeExample.createConsumer("localhost:1", "t", shown::add);
        assertThat(consumer.health().state()).isEqualTo(Health.State.NEW);
        Update update = Samples.update(Samples.ALEX, Samples.ALEX_MOVED);
        assertThat(Redaction.of(List.of("email")).apply(update, "t").toString()).doesNotContain("alex@foley.org");
    }
}
