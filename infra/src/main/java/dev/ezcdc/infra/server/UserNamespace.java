package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.OsProcess;
import java.util.List;

/**
 * A user namespace in which root can run PostgreSQL, which refuses to run as root. No user is mapped into the
 * namespace, so root has no privileges there.
 */
final class UserNamespace {
    private UserNamespace() {}

    /** Returns the prefix for PostgreSQL's commands; empty unless the user is root. */
    static List<String> commandPrefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        String output = OsProcess.run("unshare", "-U", "echo", "allowed").strip();
        if (!output.equals("allowed")) {
            throw new StackException("PostgreSQL refuses to run as root, and root cannot create a user namespace"
                    + " (`unshare -U`: " + LogTail.escapeControlCharacters(output)
                    + "). Run as an ordinary user, or allow user namespaces");
        }
        return List.of("unshare", "-U");
    }
}
