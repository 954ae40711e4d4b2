package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ezcdc.envelope.json.CapturedCorpora.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures a corpus from a real server, as {@code instruments/README.md} describes, and decodes it. */
@Tag("long")
class FreshCaptureTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres-3.6", "mysql"})
    void freshCaptureDecodesLikeTheCommittedOne(String profile, @TempDir Path directory) throws Exception {
        String output = capture(profile, directory);

        List<Corpus> corpora = CapturedCorpora.readAll(directory);
        assertThat(corpora).as(output).isNotEmpty();
        CapturedCorporaTest decoding = new CapturedCorporaTest();
        CapturedRedeliveryTest redelivery = new CapturedRedeliveryTest();
        for (Corpus corpus : corpora) {
            decoding.everyRecordDecodesAlikeOnAllPaths(corpus);
            decoding.everyRecordIsTheSameChangeWithoutSchema(corpus);
            if (corpus.name().endsWith("-restarts")) {
                redelivery.noFirstDeliveryIsDroppedWithSchema(corpus);
                redelivery.noFirstDeliveryIsDroppedWithoutSchema(corpus);
            }
        }
    }

    private static String capture(String profile, Path directory) throws IOException, InterruptedException {
        Path pom = Path.of(System.getProperty("ezcdc.root", "..")).resolve("instruments/corpora/pom.xml");
        Process maven = new ProcessBuilder(
                        "mvn", "-B", "-f", pom.toString(), "-P", profile, "verify", "-Dcorpora.directory=" + directory)
                .redirectErrorStream(true)
                .start();
        maven.getOutputStream().close();
        String output = new String(maven.getInputStream().readAllBytes(), UTF_8);
        int exitCode = maven.waitFor();
        assumeFalse(output.contains("libaio.so"), "the server needs the system's libaio.so.1");
        assertThat(exitCode).as(output).isZero();
        return output;
    }
}
