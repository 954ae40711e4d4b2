package dev.ezcdc.infra.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.database.JdbcAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorFileTest {

    private static final Map<String, String> DATABASE = Map.of(
            "database.hostname", "127.0.0.1",
            "database.port", "55432",
            "database.dbname", "cdctest",
            "database.user", "cdc_connector",
            "database.password", "${env:P}");

    @TempDir
    private Path directory;

    private ConnectorConfig read(String json) throws IOException {
        return ConnectorFile.read(Files.writeString(directory.resolve("My Shop.json"), json));
    }

    @Test
    void bothFormsGiveTheSameSettings() throws IOException {
        ConnectorConfig request = read("{\"name\": \"shop\", \"config\": {\"a\": 1, \"b\": true, \"c\": \"x\"}}");
        ConnectorConfig plain = read("{\"a\": 1, \"b\": true, \"c\": \"x\", \"name\": \"shop\"}");

        assertThat(request).isEqualTo(plain);
        assertThat(request.name()).isEqualTo("shop");
        assertThat(request.settings()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "true", "c", "x"));
    }

    @Test
    void configurationWithoutANameIsNamedAfterItsFile() throws IOException {
        assertThat(read("{\"a\": 1}").name()).isEqualTo("My Shop");
        assertThat(read("{\"config\": {\"a\": 1}}").name()).isEqualTo("My Shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 'secret'         | not JSON at line 1",
                "[1]                    | not a JSON object",
                "{}                     | no settings",
                "{'a': null}            | setting a is null",
                "{'a': {'b': 1}}        | setting a is an object",
                "{'a': 1, 'a': 2}       | not JSON at line 1",
                "{'config': {'a': 1}, 'b': 2} | field b is not known",
                "{'name': 3, 'a': 1}    | name is not a text",
            },
            quoteCharacter = '`')
    void wrongFileIsRefusedWithoutItsValues(String json, String message) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("My Shop.json")
                .hasMessageNotContaining("secret");
    }

    @Test
    void writtenConnectorIsReadAgain() throws IOException {
        ConnectorConfig connector = new ConnectorConfig("shop", Map.of("a", "1\n\"é"));

        assertThat(read(ConnectorFile.write(connector))).isEqualTo(connector);
    }

    @Test
    void leftOutSettingsAreNamedAfterTheConnector() throws IOException {
        ConnectorConfig completed = read("{\"table.include.list\": \"x\"}").withDefaults(DATABASE);

        assertThat(completed.settings())
                .containsAllEntriesOf(DATABASE)
                .containsEntry("topic.prefix", "my_shop")
                .containsEntry("slot.name", "my_shop")
                .containsEntry("publication.name", "my_shop")
                .containsEntry("plugin.name", "pgoutput")
                .containsEntry("publication.autocreate.mode", "disabled")
                .containsEntry("table.include.list", "x");
    }

    @Test
    void givenSettingsStay() throws IOException {
        ConnectorConfig completed =
                read("{\"slot.name\": \"s\", \"topic.prefix\": \"t\", \"plugin.name\": \"decoderbufs\","
                                + " \"database.user\": \"me\"}")
                        .withDefaults(DATABASE);

        assertThat(completed.settings())
                .containsEntry("slot.name", "s")
                .containsEntry("topic.prefix", "t")
                .containsEntry("database.user", "me")
                .doesNotContainKeys("database.password", "publication.name", "publication.autocreate.mode");
    }

    @Test
    void anotherDatabaseIsRefused() {
        JdbcAddress stack = JdbcAddress.fromUrl("jdbc:postgresql://127.0.0.1:55432/cdctest");
        new ConnectorConfig("a", Map.of("database.hostname", "localhost", "database.port", "55432"))
                .requireDatabase(stack);

        ConnectorConfig other = new ConnectorConfig("a", Map.of("database.hostname", "db.example.com"));

        assertThatThrownBy(() -> other.requireDatabase(stack))
                .hasMessageContaining("database.hostname is db.example.com")
                .hasMessageContaining("127.0.0.1");
    }
}
