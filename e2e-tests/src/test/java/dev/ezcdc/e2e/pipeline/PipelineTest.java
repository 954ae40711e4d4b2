package dev.ezcdc.e2e.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.TopicTap;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A test of a streaming stack, with the helpers that its rules share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PipelineTest {

    static final String TOPIC = "cdctest.public.customers";
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path directory = Path.of("");

    /** Returns the stack under test, which streams. */
    abstract Stack stack();

    Endpoints endpoints() {
        return stack().endpoints();
    }

    TopicTap openTap(String pattern) {
        return TopicTap.open(endpoints().bootstrapServers(), pattern, directory.resolve("tap-dead-letters.jsonl"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                endpoints().jdbcUrl(), endpoints().user(), endpoints().password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (ResultSet ignored = statement.getResultSet()) {
                        assertThat(ignored).isNotNull();
                    }
                }
            }
        }
    }
}
