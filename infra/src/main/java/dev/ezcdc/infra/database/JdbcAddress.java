package dev.ezcdc.infra.database;

import dev.ezcdc.infra.StackException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The host, port and database of a JDBC URL. If the URL has several hosts, the first one; another one can be the primary. */
public record JdbcAddress(String host, int port, String database) {
    /**
     * Parses a JDBC URL with pgjdbc's own parser.
     *
     * @throws StackException if the URL is malformed
     */
    public static JdbcAddress fromUrl(String jdbcUrl) {
        Properties parsed = Driver.parseURL(jdbcUrl, new Properties());
        if (parsed == null) {
            // The URL may contain a password, so the message does not repeat it.
            throw new StackException("not a JDBC URL of PostgreSQL. Use jdbc:postgresql://host:port/database");
        }
        String hosts = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed));
        String ports = String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed));
        String database = PGProperty.PG_DBNAME.getOrDefault(parsed);
        return new JdbcAddress(firstOf(hosts), Integer.parseInt(firstOf(ports)), database == null ? "" : database);
    }

    /** Returns a URL with another database; its parameters stay. */
    public static String replaceDatabase(String jdbcUrl, String database) {
        int end = jdbcUrl.indexOf('?') < 0 ? jdbcUrl.length() : jdbcUrl.indexOf('?');
        return jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/', end) + 1) + database + jdbcUrl.substring(end);
    }

    /** Returns {@code host:port/database}. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }

    private static String firstOf(String list) {
        int comma = list.indexOf(',');
        return comma < 0 ? list : list.substring(0, comma);
    }
}
