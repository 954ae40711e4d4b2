package dev.ezcdc.instruments.audit.fault;

import java.util.List;
import java.util.Map;

/** What happens to the connection between Kafka Connect and PostgreSQL. */
final class NetworkFaults {

    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.lossless("network-cut", "the connections to PostgreSQL break, and new ones succeed", scene -> {
                            scene.mark("cut");
                            scene.proxy().cut(false);
                        })
                        .withRequirements(FaultRequirements.PROXY),
                Fault.lossless("network-away", "PostgreSQL cannot be reached for some seconds", scene -> {
                            scene.mark("cut");
                            scene.proxy().cut(true);
                            scene.sleep(scene.randomDuration(500, 4000));
                            scene.proxy().restore();
                            scene.mark("healed");
                        })
                        .withRequirements(FaultRequirements.PROXY),
                Fault.lossless(
                                "network-delayed",
                                "every packet to and from PostgreSQL takes 20 to 200 ms longer",
                                scene -> {
                                    scene.mark("delayed");
                                    scene.proxy().delay(scene.random().nextInt(20, 200));
                                    scene.sleep(scene.randomDuration(2000, 4000));
                                    scene.proxy().restore();
                                    scene.mark("healed");
                                })
                        .withRequirements(FaultRequirements.PROXY),
                halfOpen(
                        "network-half-open",
                        "PostgreSQL's end of the connections closes, and Connect, which waits 10 s for an answer here,"
                                + " never hears of it",
                        "10"),
                halfOpen(
                        "network-half-open-forever",
                        "the same, and Connect waits for ever: somebody must run ./cdc up",
                        "0"));
    }

    private static Fault halfOpen(String name, String description, String socketTimeout) {
        return Fault.lossless(name, description, scene -> {
                    scene.mark("half open");
                    scene.proxy().makeHalfOpen();
                })
                .withRequirements(FaultRequirements.PROXY
                        .withConnectorSettings(Map.of("driver.socketTimeout", socketTimeout))
                        .destructive());
    }
}
