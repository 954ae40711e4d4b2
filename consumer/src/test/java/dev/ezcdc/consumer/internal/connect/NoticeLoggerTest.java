package dev.ezcdc.consumer.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerNotice;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

class NoticeLoggerTest {

    private final List<String> lines = new ArrayList<>();

    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, args) -> {
                lines.add(method.getName() + " " + args[0]);
                return null;
            });

    @ParameterizedTest
    @CsvSource({
        "WAITING,info",
        "READY,info",
        "RETRYING,warn",
        "DEAD_LETTERED,warn",
        "COMMIT_FAILED,warn",
        "OFFSETS_KEPT,warn"
    })
    void logsAtTheLevelOfTheKind(ConsumerNotice.Kind kind, String level) {
        new NoticeLogger(logger).accept(new ConsumerNotice(kind, "message"));
        assertThat(lines).containsExactly(level + " message");
    }
}
