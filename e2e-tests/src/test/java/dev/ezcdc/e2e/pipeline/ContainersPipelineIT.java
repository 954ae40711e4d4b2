package dev.ezcdc.e2e.pipeline;

import dev.ezcdc.e2e.support.ContainerStack;
import dev.ezcdc.infra.Stack;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same rules on containers; skipped where no engine answers. */
class ContainersPipelineIT extends PipelineRules {

    private @Nullable ContainerStack stack;

    @BeforeAll
    void up() {
        ContainerStack.assumeEngine();
        stack = new ContainerStack().capture(Map.of());
    }

    @AfterAll
    void down() {
        if (stack != null) {
            stack.close();
        }
    }

    @Override
    Stack stack() {
        if (stack == null) {
            throw new IllegalStateException("not started");
        }
        return stack;
    }

    @Override
    String form() {
        return "containers";
    }
}
