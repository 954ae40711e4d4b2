package dev.ezcdc.e2e;

import dev.ezcdc.infra.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;

/** The same rules on containers; skipped where no engine answers. */
class ContainersPipelineIT extends PipelineRules {

    private @Nullable ContainerStack stack;

    @BeforeAll
    void up() {
        boolean engine = DockerClientFactory.instance().isDockerAvailable();
        if (!engine) {
            System.out.println("no container engine answers: the container tests are skipped");
        }
        Assumptions.assumeTrue(engine, "no container engine answers");
        stack = new ContainerStack();
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
