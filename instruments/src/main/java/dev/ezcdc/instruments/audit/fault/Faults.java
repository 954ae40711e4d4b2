package dev.ezcdc.instruments.audit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All faults by name. */
public final class Faults {

    private Faults() {}

    /** In an order in which those that need the same stack stand together. */
    public static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(ProcessFaults.all());
        faults.addAll(ConsumerFaults.all());
        faults.addAll(ConnectorFaults.all());
        faults.addAll(DataFaults.all());
        faults.addAll(NetworkFaults.all());
        faults.add(FaultCombination.of(faults));
        faults.addAll(SchemaFaults.all());
        faults.addAll(SlotFaults.all());
        return List.copyOf(faults);
    }

    /** By their names; what is no name of a fault is an {@link IllegalArgumentException} that says which there are. */
    public static List<Fault> named(List<String> names) {
        List<Fault> all = all();
        return names.stream()
                .flatMap(name -> {
                    if (name.equals("all")) {
                        return all.stream();
                    }
                    return Stream.of(all.stream()
                            .filter(fault -> fault.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("no fault is called " + name
                                    + "; there are: "
                                    + String.join(
                                            ", ", all.stream().map(Fault::name).toList()))));
                })
                .toList();
    }
}
