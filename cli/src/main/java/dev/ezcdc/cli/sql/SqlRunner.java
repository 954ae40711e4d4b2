package dev.ezcdc.cli.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs SQL and prints the result of each statement.
 *
 * @param rows receives the rows
 * @param counts receives the number of rows that other statements changed
 */
public record SqlRunner(SqlFormat format, PrintWriter rows, PrintWriter counts) {

    /** Runs statements that are separated by semicolons. */
    public void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            while (true) {
                if (hasRows) {
                    try (ResultSet result = statement.getResultSet()) {
                        print(result);
                    }
                } else if (statement.getUpdateCount() >= 0) {
                    counts.println("OK, " + SqlTable.count(statement.getUpdateCount()));
                } else {
                    break;
                }
                hasRows = statement.getMoreResults();
            }
        } finally {
            rows.flush();
            counts.flush();
        }
    }

    private void print(ResultSet result) throws SQLException {
        switch (format) {
            case TABLE -> SqlTable.print(result, rows);
            case JSON -> SqlJson.print(result, rows);
            case CSV -> SqlCsv.print(result, rows);
        }
    }
}
