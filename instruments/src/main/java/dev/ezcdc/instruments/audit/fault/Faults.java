package dev.ezcdc.instruments.audit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The faults that an audit can inject. */
public final class Faults {

    private Faults() {}

    /** Returns all faults; those with the same requirements are adjacent. */
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

    /**
     * Returns the faults with the given names; {@code all} stands for all faults.
     *
     * @throws IllegalArgumentException if there is no fault of a name; the message lists the valid names
     */
    public static List<Fault> named(List<String> names) {
        return named(names, all());
    }

    /**
     * Returns the faults with the given names; {@code all} stands for all faults.
     *
     * @param all the faults to choose from
     * @throws IllegalArgumentException if there is no fault of a name; the message lists the valid names
     */
    public static List<Fault> named(List<String> names, List<Fault> all) {
        return names.stream()
                .flatMap(name -> {
                    if (name.equals("all")) {
                        return all.stream();
                    }
                    return Stream.of(all.stream()
                            .filter(fault -> fault.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("unknown fault: " + name
                                    + ". Choose from: "
                                    + String.join(
                                            ", ", all.stream().map(Fault::name).toList()))));
                })
                .toList();
    }
}
