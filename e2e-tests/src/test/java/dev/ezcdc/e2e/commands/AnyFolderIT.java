package dev.ezcdc.e2e.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.support.Cli;
import dev.ezcdc.e2e.support.TestStacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in folders and locales that Java and Kafka do not expect. */
@Tag("long")
class AnyFolderIT {

    /** Creates the home in Bash, because this JVM may run in a locale without its letters. */
    private static final String SCRIPT = """
            export CDC_HOME="$1/caf$(printf '\\303\\251'), x/home"
            mkdir -p "$CDC_HOME"
            trap './cdc down >/dev/null 2>&1' EXIT
            ./cdc up --postgres-port 0 --kafka-port 0 --connect-port 0 >/dev/null || exit 1
            ./cdc sql "insert into customers (first_name, last_name, email)
                       values ('Zo$(printf '\\303\\253')', 'x', 'a@b.c')" || exit 1
            ./cdc sql --csv "select encode(convert_to(first_name, 'UTF8'), 'hex') from customers" || exit 1
            ./cdc consume --from-beginning --max 1 --format json || exit 1
            ls "$CDC_HOME/kafka" | grep -c '^cdctest.public.customers-0$'
            """;

    /** The launcher would build otherwise. Maven has just compiled the classes that it runs. */
    @BeforeAll
    static void markAsBuilt() throws IOException {
        Path stamp = TestStacks.projectRoot().resolve("cli/target/.built");
        if (!Files.exists(stamp)) {
            Files.createFile(stamp);
        }
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "xx_XX.UTF-8"})
    void pathsAndArgumentsKeepTheirLettersAndCommas(String locale) throws IOException {
        Path base = TestStacks.newHome();

        Cli result = Cli.run(
                List.of("bash", "-c", SCRIPT, "bash", base.toString()),
                TestStacks.projectRoot(),
                Map.of("LC_ALL", locale));

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("5a6fc3ab").contains("Zoë");
        assertThat(result.out().strip()).endsWith("1");
        assertThat(Cli.processesOf(base)).isEmpty();
    }
}
