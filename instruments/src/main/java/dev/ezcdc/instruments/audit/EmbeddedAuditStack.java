package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.DatabaseCredentials;
import dev.ezcdc.infra.Endpoints;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ExistingConnector;
import dev.ezcdc.infra.database.JdbcAddress;
import dev.ezcdc.infra.os.LoopbackPorts;
import dev.ezcdc.infra.profile.Tuning;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import dev.ezcdc.instruments.audit.fault.NetworkProxy;
import dev.ezcdc.instruments.audit.work.AuditTables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An audit stack of local processes. */
final class EmbeddedAuditStack implements AuditStack {

    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(60);

    private final StackSettings base;
    private @Nullable NetworkProxy proxy;
    private volatile EmbeddedStack stack;
    private Map<String, String> connectorSettings = Map.of();
    private boolean initialized;
    private boolean discarded;

    /** @param base all data in its home is deleted */
    EmbeddedAuditStack(StackSettings base) {
        // Every stack gets the same ports, which clients and the proxy remember.
        int first = LoopbackPorts.findFreeRange(base.topology().nodes().size());
        int brokers = base.topology().nodes(StackService.KAFKA).size();
        int workers = base.topology().nodes(StackService.CONNECT).size();
        this.base = base.withPorts(first + brokers + workers, first, first + brokers);
        this.stack = new EmbeddedStack(this.base);
    }

    private static int portOf(Endpoints endpoints) {
        return JdbcAddress.fromUrl(endpoints.jdbcUrl()).port();
    }

    @Override
    public EmbeddedStack prepare(FaultRequirements requirements) throws SQLException, IOException {
        if (!initialized || discarded || requirements.freshStack()) {
            stack.deleteData();
            initialized = false;
        }
        discarded = requirements.destroysStack();
        connectorSettings = new HashMap<>(requirements.connectorSettings());
        connectorSettings.put("provide.transaction.metadata", "true");
        if (requirements.proxy()) {
            connectorSettings.put("database.port", Integer.toString(proxy().port()));
        }
        up();
        return stack;
    }

    @Override
    public EmbeddedStack reconfigure(Map<String, String> moreSettings) throws SQLException {
        connectorSettings = new HashMap<>(connectorSettings);
        connectorSettings.putAll(moreSettings);
        up();
        return stack;
    }

    @Override
    public EmbeddedStack stack() {
        return stack;
    }

    @Override
    public Path home() {
        return base.home();
    }

    @Override
    public NetworkProxy proxy() throws IOException {
        NetworkProxy current = proxy;
        if (current == null) {
            current = NetworkProxy.forPort(portOf(stack.endpoints()));
            proxy = current;
        }
        return current;
    }

    @Override
    public void discardStack() {
        discarded = true;
    }

    @Override
    public void keepLogs(Path folder) throws IOException {
        LogCopier.copy(base.home().resolve("logs"), folder);
    }

    private void up() throws SQLException {
        Map<String, String> settings = new HashMap<>(base.tuning().connector());
        settings.putAll(connectorSettings);
        stack = new EmbeddedStack(base.withTables(AuditTables.qualifiedNames())
                .withExistingConnector(ExistingConnector.RESET)
                .withTuning(new Tuning(
                        base.tuning().profile(),
                        settings,
                        base.tuning().servers(),
                        base.tuning().jvmOptions(),
                        base.tuning().metricsPorts())));
        if (!initialized) {
            stack.start(StackService.POSTGRES);
            createTables();
        }
        stack.up();
        initialized = true;
    }

    /** Creates database and tables, which must exist before the connector starts. */
    private void createTables() throws SQLException {
        Endpoints endpoints = stack.endpoints();
        DatabaseCredentials account = base.credentials();
        String url = endpoints.jdbcUrl();
        try (Connection connection = connect(JdbcAddress.replaceDatabase(url, "postgres"), endpoints);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(account.database(), true));
        }
        try (Connection connection = connect(url, endpoints)) {
            AuditTables.create(connection);
        }
    }

    private static Connection connect(String url, Endpoints endpoints) throws SQLException {
        for (long end = System.nanoTime() + DATABASE_TIMEOUT.toNanos(); ; ) {
            try {
                return DriverManager.getConnection(url, endpoints.user(), endpoints.password());
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    @Override
    public void close() {
        try {
            stack.deleteData();
        } finally {
            closeProxy();
        }
    }

    private void closeProxy() {
        if (proxy != null) {
            try {
                proxy.close();
            } catch (IOException e) {
                throw new StackException("cannot close the proxy: " + e.getMessage(), e);
            }
        }
    }
}
