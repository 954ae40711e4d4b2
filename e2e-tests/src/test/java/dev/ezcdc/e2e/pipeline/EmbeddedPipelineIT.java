package dev.ezcdc.e2e.pipeline;

import dev.ezcdc.e2e.support.SharedServers;
import dev.ezcdc.infra.Stack;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules on the stack without Docker. */
@ExtendWith(SharedServers.class)
class EmbeddedPipelineIT extends PipelineRules {

    private EmbeddedStack stack;

    @BeforeAll
    void useStack(EmbeddedStack shared) {
        stack = shared;
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
    @Tag("long")
    @Order(9)
    void killedConnectLosesNothing() throws Exception {
        assertNothingLostDuring(() -> {
            stack.kill(StackService.CONNECT);
            stack.up();
        });
    }
}
