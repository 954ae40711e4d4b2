package dev.ezcdc.infra.run;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.connector.ConnectorPlan;
import dev.ezcdc.infra.connector.ConnectorRecovery;
import dev.ezcdc.infra.connector.ConnectorValidation;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.connector.SettingText;
import dev.ezcdc.infra.database.CaptureGrant;
import dev.ezcdc.infra.database.Database;
import dev.ezcdc.infra.database.JdbcAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Registers the connector of an embedded stack: plans what changes, gives its role the rights, checks what it needs,
 * sends the configuration, and waits until the connector streams.
 *
 * @param requireAlive throws if a server is not running
 */
record ConnectorRegistration(
        ConnectorLifecycle lifecycle, StackSettings settings, ConnectorAccount account, Runnable requireAlive) {

    private static final String INVALID_AUTHORIZATION = "28";

    void run() {
        if (!settings.connector().isDefault()) {
            settings.connector()
                    .requireDatabase(JdbcAddress.fromUrl(lifecycle.database().jdbcUrl()));
        }
        ConnectorPlan plan =
                lifecycle.plan(settings.request().existing(), requestedKeys(), settings.timeout(), requireAlive);
        plan.describe().forEach(settings.progress());
        ConnectorLifecycle planned = lifecycle.withConfig(plan.config());
        ConnectorValidation validation = new ConnectorValidation(lifecycle.connect());
        if (plan.isChange()) {
            describeDefaults(plan);
            requireNone(plan, validation.findClashes(plan.config()));
        }
        boolean validate = plan.isChange() && hasUserSettings();
        prepareDatabase(planned, plan.isChange(), () -> {
            if (validate) {
                requireNone(plan, validation.findInvalidSettings(plan.config()));
            }
        });
        planned.register(plan, settings.timeout(), requireAlive);
        if (plan.isNew()) {
            settings.progress().accept("registered connector " + plan.config().name());
        }
        if (plan.addsTables()) {
            settings.progress()
                    .accept("changes of added tables arrive from now on. For the rows that they have already, run"
                            + " `./cdc connectors resnapshot TABLE --set-up`");
        }
        new ConnectorRecovery(planned, settings.timeout(), requireAlive, settings.progress()).run();
    }

    private boolean hasUserSettings() {
        return !settings.connector().isDefault()
                || !settings.tuning().connector().isEmpty();
    }

    private void describeDefaults(ConnectorPlan plan) {
        if (plan.isNew() && !settings.connector().isDefault()) {
            Map<String, String> added = new LinkedHashMap<>(plan.config().settings());
            added.keySet().removeAll(settings.connector().settings().keySet());
            added.keySet().removeAll(requestedKeys());
            if (!added.isEmpty()) {
                settings.progress()
                        .accept("adding what the file of connector "
                                + plan.config().name() + " leaves out:");
                added.forEach(
                        (key, value) -> settings.progress().accept("  " + key + ": " + SettingText.of(key, value)));
            }
        }
    }

    private static void requireNone(ConnectorPlan plan, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StackException(
                    "connector " + plan.config().name() + " was not registered: " + String.join("\n", problems));
        }
    }

    private Set<String> requestedKeys() {
        Set<String> keys = new HashSet<>(settings.tuning().connector().keySet());
        if (settings.request().existing() == ExistingConnector.APPLY_FILE) {
            keys.addAll(settings.connector().settings().keySet());
        }
        if (settings.topology().standby()) {
            keys.addAll(EmbeddedStackFactory.STANDBY_SETTINGS);
        }
        if (!settings.tables().isEmpty()) {
            keys.add("table.include.list");
        }
        return keys;
    }

    /**
     * Grants nothing to a connector that does not change: a table that its publication has lost in the meantime is a loss
     * to report.
     */
    private void prepareDatabase(ConnectorLifecycle planned, boolean isChange, Runnable validate) {
        CaptureGrant grant = planned.config().captureGrant();
        try (Connection connection = planned.database().awaitOpen(settings.timeout(), requireAlive)) {
            if (grant.role().equals(ConnectorAccount.USER)) {
                if (!canLogIn()) {
                    grant.createRole(connection, account.password());
                }
            }
            validate.run(); // logs in as the role, and needs none of the rights
            if (isChange && grant.role().equals(ConnectorAccount.USER)) {
                planned.requirePublishable(connection); // before anything changes
                execute(connection, grant);
            }
            planned.requireCapturable(connection);
        } catch (SQLException e) {
            throw planned.database().toStackException(e);
        }
    }

    /** Returns whether the role exists and has the worker's password. */
    private boolean canLogIn() throws SQLException {
        Database asConnector = new Database(lifecycle.database().jdbcUrl(), ConnectorAccount.USER, account.password());
        try (Connection connection = asConnector.open()) {
            return true;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(INVALID_AUTHORIZATION)) {
                return false;
            }
            throw e;
        }
    }

    private void execute(Connection connection, CaptureGrant grant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : grant.missingSql(connection)) {
                settings.progress().accept("running `" + sql + "`");
                statement.execute(sql);
            }
        }
    }
}
