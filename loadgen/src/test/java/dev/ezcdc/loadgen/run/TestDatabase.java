package dev.ezcdc.loadgen.run;

import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadPlan;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database for one test. */
record TestDatabase(int port, String name) {

    String url() {
        return url(port);
    }

    /** Returns the URL with another port, such as that of a proxy. */
    String url(int otherPort) {
        return "jdbc:postgresql://127.0.0.1:" + otherPort + "/" + name;
    }

    LoadOptions.Builder options(LoadPlan plan) {
        return LoadOptions.builder(url(), "postgres", "postgres", plan);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the first column of the first row as text. */
    String queryText(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    long count(String table) throws SQLException {
        return Long.parseLong(queryText("SELECT count(*) FROM " + table));
    }

    void createCustomers() throws SQLException {
        execute("CREATE TABLE customers (id serial PRIMARY KEY, first_name text, last_name text, email text)");
    }
}
