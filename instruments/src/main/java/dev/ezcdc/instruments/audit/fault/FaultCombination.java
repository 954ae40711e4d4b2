package dev.ezcdc.instruments.audit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A fault that injects several others without recovery in between. */
final class FaultCombination {

    private FaultCombination() {}

    static Fault of(List<Fault> faults) {
        List<Fault> combinable = faults.stream()
                .filter(fault -> fault.expected() == ExpectedOutcome.NOTHING_LOST)
                .filter(fault -> fault.requirements().equals(FaultRequirements.NONE)
                        || fault.requirements().equals(FaultRequirements.PROXY))
                .toList();
        return new Fault(
                "random-combination",
                "two to four other faults without recovery in between",
                ExpectedOutcome.NOTHING_LOST,
                FaultRequirements.PROXY,
                context -> {
                    List<Fault> chosen = new ArrayList<>();
                    for (int left = context.random().nextInt(2, 5); left > 0; left--) {
                        chosen.add(combinable.get(context.random().nextInt(combinable.size())));
                    }
                    context.mark(chosen.stream().map(Fault::name).collect(Collectors.joining(" + ")));
                    for (Fault fault : chosen) {
                        fault.injection().inject(context);
                        context.sleep(context.randomDuration(0, 1500));
                    }
                });
    }
}
