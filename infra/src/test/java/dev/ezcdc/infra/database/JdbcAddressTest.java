package dev.ezcdc.infra.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.infra.Endpoints;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class JdbcAddressTest {
    @Test
    void messagesOmitPasswordsOfTheUrl() {
        String url = "jdbc:postgresql://localhost:1/shop?user=me&password=m4rked";
        Database database = new Database(url, "me", "m4rked");

        assertThat(database.toStackException(new SQLException("no route", "08001")))
                .hasMessage("PostgreSQL at localhost:1/shop is unreachable: no route. Check that it is running");
        assertThat(database.toString()).doesNotContain("m4rked");
        assertThat(new Endpoints(url, "me", "m4rked", "localhost:2", URI.create("http://localhost:3")).toString())
                .contains("localhost:1/shop")
                .doesNotContain("m4rked");
        assertThatThrownBy(() -> JdbcAddress.fromUrl("jdbc:mysql://localhost/shop?password=m4rked"))
                .hasMessageNotContaining("m4rked");
    }

    @Test
    void parsesJdbcUrlLikePgjdbc() {
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://db.example:6000/shop?ssl=true"))
                .isEqualTo(new JdbcAddress("db.example", 6000, "shop"));
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://a:1,b:2/shop")).isEqualTo(new JdbcAddress("a", 1, "shop"));
    }
}
