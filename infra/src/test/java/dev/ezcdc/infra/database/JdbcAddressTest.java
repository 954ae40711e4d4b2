package dev.ezcdc.infra.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JdbcAddressTest {
    @Test
    void parsesJdbcUrlLikePgjdbc() {
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://db.example:6000/shop?ssl=true"))
                .isEqualTo(new JdbcAddress("db.example", 6000, "shop"));
        assertThat(JdbcAddress.fromUrl("jdbc:postgresql://a:1,b:2/shop")).isEqualTo(new JdbcAddress("a", 1, "shop"));
    }
}
