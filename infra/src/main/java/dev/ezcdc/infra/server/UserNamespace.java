package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.os.LogTail;
import dev.ezcdc.infra.os.OsProcess;
import java.util.List;

/** PostgreSQL refuses to run as root; in a user namespace where nobody is mapped, root is nobody. */
final class UserNamespace {
    private UserNamespace() {}

    /** What to put before PostgreSQL's commands: nothing, unless this is root. */
    static List<String> commandPrefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        String printed = OsProcess.run("unshare", "-U", "echo", "allowed").strip();
        if (!printed.equals("allowed")) {
            throw new StackException("PostgreSQL refuses to run as root, and this machine does not let root make a user"
                    + " namespace (`unshare -U` said: " + LogTail.escapeControlCharacters(printed)
                    + "): run as an ordinary user, or allow user namespaces");
        }
        return List.of("unshare", "-U");
    }
}
