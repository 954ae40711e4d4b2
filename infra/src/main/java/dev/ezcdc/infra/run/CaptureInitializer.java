package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorPlan;
import dev.ezcdc.infra.database.CaptureGrant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * Gives the connector of an embedded stack its role, its rights and its publication, and checks what it needs. Grants
 * nothing to a connector that is not changed: a table that its publication has lost in the meantime is a loss to report.
 */
record CaptureInitializer(ConnectorLifecycle lifecycle, ConnectorAccount account, Consumer<String> progress) {
    /** @throws StackException if the connector cannot capture its tables */
    void run(ConnectorPlan plan) {
        try (Connection connection = lifecycle.database().open()) {
            CaptureGrant grant = plan.config().captureGrant();
            if (grant.role().equals(ConnectorAccount.USER)) {
                if (account.isNew() || !grant.roleExists(connection)) {
                    grant.createRole(connection, account.password());
                }
                if (plan.isChange()) {
                    execute(connection, grant);
                }
            }
            lifecycle.requireCapturable(connection);
        } catch (SQLException e) {
            throw lifecycle.database().toStackException(e);
        }
    }

    private void execute(Connection connection, CaptureGrant grant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : grant.missingSql(connection)) {
                progress.accept("running `" + sql + "`");
                statement.execute(sql);
            }
        }
    }
}
