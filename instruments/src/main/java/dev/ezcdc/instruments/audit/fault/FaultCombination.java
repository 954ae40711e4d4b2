package dev.ezcdc.instruments.audit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several faults after each other, none waiting until the one before is healed. */
final class FaultCombination {

    private FaultCombination() {}

    static Fault of(List<Fault> faults) {
        List<Fault> fit = faults.stream()
                .filter(fault -> fault.expected() == ExpectedOutcome.NOTHING_LOST)
                .filter(fault -> fault.requirements().equals(FaultRequirements.NONE)
                        || fault.requirements().equals(FaultRequirements.PROXY))
                .toList();
        return new Fault(
                "random-combination",
                "two to four other faults, the next before the last is healed",
                ExpectedOutcome.NOTHING_LOST,
                FaultRequirements.PROXY,
                scene -> {
                    List<Fault> chosen = new ArrayList<>();
                    for (int left = scene.random().nextInt(2, 5); left > 0; left--) {
                        chosen.add(fit.get(scene.random().nextInt(fit.size())));
                    }
                    scene.mark(chosen.stream().map(Fault::name).collect(Collectors.joining(" + ")));
                    for (Fault fault : chosen) {
                        fault.injection().inject(scene);
                        scene.sleep(scene.randomDuration(0, 1500));
                    }
                });
    }
}
