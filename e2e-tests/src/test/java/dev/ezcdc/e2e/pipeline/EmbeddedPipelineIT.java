package dev.ezcdc.e2e.pipeline;

import dev.ezcdc.e2e.support.TestStacks;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The rules on the stack without Docker. */
class EmbeddedPipelineIT extends PipelineRules {

    private final EmbeddedStack stack = new EmbeddedStack(TestStacks.settings(TestStacks.newHome()));

    @BeforeAll
    void up() {
        stack.up();
    }

    @AfterAll
    void down() {
        stack.deleteData();
    }

    @Override
    Stack stack() {
        return stack;
    }

    @Override
    String form() {
        return "embedded";
    }

    @Test
    @Order(9)
    void killedConnectLosesNothing() throws Exception {
        assertNothingLostDuring(() -> {
            stack.kill(StackService.CONNECT);
            stack.up();
        });
    }
}
