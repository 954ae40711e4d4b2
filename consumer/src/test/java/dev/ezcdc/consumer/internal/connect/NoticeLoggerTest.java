package dev.ezcdc.consumer.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerNotice;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

class NoticeLoggerTest {

    private final List<String> lines = new ArrayList<>();

    private final Logger logger = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, args) -> {
                lines.add(method.getName() + " " + args[0]);
                return null;
            });

    @ParameterizedTest
    @EnumSource(names = {"WAITING", "READY"})
    void logsWaitingAsInformation(ConsumerNotice.Kind kind) {
        new NoticeLogger(logger).accept(new ConsumerNotice(kind, "message"));
        assertThat(lines).containsExactly("info message");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"WAITING", "READY"},
            mode = EnumSource.Mode.EXCLUDE)
    void logsEveryOtherKindAsAWarning(ConsumerNotice.Kind kind) {
        new NoticeLogger(logger).accept(new ConsumerNotice(kind, "message"));
        assertThat(lines).containsExactly("warn message");
    }
}
