package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.os.TextFiles;
import java.nio.file.Path;

/**
 * The Java agent with which a broker or a worker serves its JMX metrics for Prometheus, on the loopback address.
 *
 * @param directory the build output of the agent: its jar, and {@code class-path}, which lists it
 * @param service the server, whose {@code monitoring/SERVICE-jmx.yaml} selects the metrics
 * @param configDirectory the directory for that file
 */
public record MetricsAgent(Path directory, StackService service, Path configDirectory, int port) {

    /** Writes the agent's configuration and returns the JVM's option that loads the agent. */
    String prepareOption() {
        String name = service.id() + "-jmx.yaml";
        Path config = TextFiles.write(configDirectory.resolve(name), TextFiles.readResource("monitoring/" + name));
        Path jar = JvmLauncher.readJars(directory).get(0);
        return "-javaagent:" + jar + "=127.0.0.1:" + port + ":" + config;
    }
}
