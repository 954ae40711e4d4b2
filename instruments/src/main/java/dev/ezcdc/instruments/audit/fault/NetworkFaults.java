package dev.ezcdc.instruments.audit.fault;

import java.util.List;
import java.util.Map;

/** Faults of the network between Kafka Connect and PostgreSQL. */
final class NetworkFaults {

    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("network-cut", "the connections to PostgreSQL break; new ones succeed", context -> {
                            context.mark("cut");
                            context.proxy().cut(false);
                        })
                        .withRequirements(FaultRequirements.PROXY),
                Fault.lossless("network-away", "PostgreSQL is unreachable for some seconds", context -> {
                            context.mark("cut");
                            context.proxy().cut(true);
                            context.sleep(context.randomDuration(500, 4000));
                            context.proxy().restore();
                            context.mark("restored");
                        })
                        .withRequirements(FaultRequirements.PROXY),
                Fault.lossless(
                                "network-delayed",
                                "packets to and from PostgreSQL are delayed by 20 to 200 ms",
                                context -> {
                                    context.mark("delayed");
                                    context.proxy().delay(context.random().nextInt(20, 200));
                                    context.sleep(context.randomDuration(2000, 4000));
                                    context.proxy().restore();
                                    context.mark("restored");
                                })
                        .withRequirements(FaultRequirements.PROXY),
                halfOpen(
                        "network-half-open",
                        "PostgreSQL's ends of the connections close without notice to Connect, which times out after"
                                + " 10 s",
                        "10"),
                halfOpen(
                        "network-half-open-forever",
                        "PostgreSQL's ends of the connections close without notice to Connect, which never times out;"
                                + " ./cdc up repairs it",
                        "0"));
    }

    private static Fault halfOpen(String name, String description, String socketTimeout) {
        return Fault.lossless(name, description, context -> {
                    context.mark("half open");
                    context.proxy().makeHalfOpen();
                })
                .withRequirements(FaultRequirements.PROXY
                        .withConnectorSettings(Map.of("driver.socketTimeout", socketTimeout))
                        .destructive());
    }
}
