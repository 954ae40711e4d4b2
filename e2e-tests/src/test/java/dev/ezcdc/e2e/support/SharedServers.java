package dev.ezcdc.e2e.support;

import dev.ezcdc.infra.run.EmbeddedStack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes servers that all test classes of this JVM share, because a start takes seconds: a streaming {@link EmbeddedStack}
 * or a {@link TestBroker}. They are started on first use and stopped at the end of the JVM's tests. A test may add tables,
 * topics and connectors and restart servers; it must not rely on an empty stack, except that only
 * {@code EmbeddedPipelineIT} writes to {@code customers}.
 */
public final class SharedServers implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedStack.class || type == TestBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        if (parameter.getParameter().getType() == TestBroker.class) {
            return store.computeIfAbsent(TestBroker.class, key -> new TestBroker(), TestBroker.class);
        }
        EmbeddedStack stack =
                store.computeIfAbsent(TemporaryStack.class, key -> new TemporaryStack(), TemporaryStack.class).stack;
        stack.up(); // starts it, or repairs what an earlier test left broken
        return stack;
    }

    private static final class TemporaryStack implements AutoCloseable {

        private final EmbeddedStack stack = new EmbeddedStack(TestStacks.settings(TestStacks.newHome()));

        @Override
        public void close() {
            stack.deleteData();
        }
    }
}
