package dev.ezcdc.cli.tls;

import dev.ezcdc.infra.tls.ComposeSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the secrets of compose-tls.yaml. */
@Command(
        name = "certificates",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Create certificates and passwords for Compose",
        description = {
            "Create a certificate authority, a server certificate and random passwords for",
            "infra/compose-tls.yaml. The embedded stack needs no such step: see up --tls."
        })
public final class CertificatesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "New directory for the files. Default: infra/tls in the project directory.")
    private Path directory = Path.of(System.getProperty("ezcdc.root", "."), "infra", "tls");

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "Another host name or IP address of the servers. Repeatable. Always included: localhost,"
                    + " 127.0.0.1, database, kafka and connect.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        List<String> all = new ArrayList<>(List.of("localhost", "127.0.0.1", "database", "kafka", "connect"));
        all.addAll(names);
        ComposeSecrets created =
                ComposeSecrets.create(directory.toAbsolutePath().normalize(), all);
        if (spec != null) {
            spec.commandLine().getOut().println("certificates and passwords in " + created.directory());
        }
        return 0;
    }
}
