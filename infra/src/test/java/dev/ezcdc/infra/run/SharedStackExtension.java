package dev.ezcdc.infra.run;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes one {@link TestStack} to all test classes, because a start takes seconds. The stack is prepared before each
 * case and stopped after the last class.
 */
final class SharedStackExtension implements ParameterResolver, BeforeEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestStack.class;
    }

    @Override
    public TestStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        stack(context).prepareCase();
    }

    /** The store of the root context closes the stack when all tests have ended. */
    private static TestStack stack(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Start.class, type -> new Start(), Start.class)
                .stack();
    }

    /** The one attempt to start the stack; its failure fails every case immediately. */
    private static final class Start implements AutoCloseable {
        private @Nullable TestStack stack;
        private @Nullable Throwable failure;

        Start() {
            try {
                stack = new TestStack();
            } catch (Exception | AssertionError e) {
                failure = e;
            }
        }

        TestStack stack() {
            if (stack == null) {
                throw new IllegalStateException("cannot start the shared stack", failure);
            }
            return stack;
        }

        @Override
        public void close() {
            if (stack != null) {
                stack.close();
            }
        }
    }
}
