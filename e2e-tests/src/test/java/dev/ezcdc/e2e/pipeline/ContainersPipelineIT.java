package dev.ezcdc.e2e.pipeline;

import dev.ezcdc.e2e.support.ContainerStack;
import dev.ezcdc.infra.Stack;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rules for single events on containers. Skipped without a container engine. */
class ContainersPipelineIT extends EventRules {

    private @Nullable ContainerStack stack;

    @BeforeAll
    void startContainers() {
        ContainerStack.assumeEngine();
        stack = new ContainerStack().capture(Map.of());
    }

    @AfterAll
    void stopContainers() {
        if (stack != null) {
            stack.close();
        }
    }

    @Override
    Stack stack() {
        return Objects.requireNonNull(stack);
    }
}
