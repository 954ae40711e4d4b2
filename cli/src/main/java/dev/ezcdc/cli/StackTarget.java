package dev.ezcdc.cli;

import dev.ezcdc.infra.Endpoints;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** The options that choose the stack of a command: the embedded one, or a running one at given addresses. */
final class StackTarget {

    @Mixin
    private final StackOptions embedded = new StackOptions();

    @Mixin
    private final ExternalOptions external = new ExternalOptions();

    boolean isExternal() {
        return external.areGiven();
    }

    /** Returns the options of the embedded stack, which apply unless {@link #isExternal}. */
    StackOptions embedded() {
        return embedded;
    }

    /** Returns the options of the running stack, which apply if {@link #isExternal}. */
    ExternalOptions external() {
        return external;
    }

    /** Returns the addresses of the chosen stack, running or not. Opens no connection. */
    Endpoints endpoints() {
        return isExternal() ? external.settings().endpoints() : embedded.endpoints();
    }

    /** Returns the home directory of the embedded stack, in which commands also keep results about a running one. */
    Path home() {
        return embedded.home();
    }
}
