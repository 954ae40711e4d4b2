package dev.ezcdc.infra.database;

import dev.ezcdc.infra.StackException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Host, port and database of a JDBC URL, as pgjdbc itself reads it; the first host where there are several. */
public record JdbcAddress(String host, int port, String database) {
    public static JdbcAddress fromUrl(String jdbcUrl) {
        Properties parsed = Driver.parseURL(jdbcUrl, new Properties());
        if (parsed == null) {
            throw new StackException("a JDBC URL is jdbc:postgresql://host:port/database; this is " + jdbcUrl);
        }
        String hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed));
        String ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed));
        String database = PGProperty.PG_DBNAME.getOrDefault(parsed);
        return new JdbcAddress(firstOf(hosts), Integer.parseInt(firstOf(ports)), database == null ? "" : database);
    }

    private static String firstOf(String list) {
        int comma = list.indexOf(',');
        return comma < 0 ? list : list.substring(0, comma);
    }
}
