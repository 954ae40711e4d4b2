package dev.ezcdc.instruments.audit.fault.cluster;

import dev.ezcdc.infra.Topology;
import dev.ezcdc.instruments.audit.fault.Fault;
import java.util.ArrayList;
import java.util.List;

/** The faults that an audit of a highly available stack can inject. */
public final class ClusterFaults {
    /** The stack that these faults need. */
    public static final Topology TOPOLOGY = new Topology(3, 2, true);

    private ClusterFaults() {}

    /** Returns all faults. */
    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(BrokerFaults.all());
        faults.addAll(WorkerFaults.all());
        faults.addAll(PrimaryFaults.all());
        faults.addAll(StandbyFaults.all());
        faults.addAll(HandOverFaults.all());
        return List.copyOf(faults);
    }
}
