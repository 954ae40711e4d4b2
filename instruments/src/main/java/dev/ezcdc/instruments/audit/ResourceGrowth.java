package dev.ezcdc.instruments.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The growth of a resource during a soak.
 *
 * @param earlyBytes median of the second fifth of the soak, after the warm-up
 * @param lateBytes median of the last fifth
 */
record ResourceGrowth(String name, long earlyBytes, long lateBytes) {

    private static final int PARTS = 5;

    /** Returns the growth of each resource, ordered by name. */
    static List<ResourceGrowth> of(List<ResourceSampler.Sample> samples) {
        TreeSet<String> names = new TreeSet<>();
        samples.forEach(sample -> names.addAll(sample.bytes().keySet()));
        List<ResourceGrowth> growths = new ArrayList<>();
        int fifth = Math.max(1, samples.size() / PARTS);
        for (String name : names) {
            long early = median(
                    name, samples.subList(Math.min(fifth, samples.size() - 1), Math.min(2 * fifth, samples.size())));
            long late = median(name, samples.subList(samples.size() - fifth, samples.size()));
            growths.add(new ResourceGrowth(name, early, late));
        }
        return growths;
    }

    /** Returns the growth in percent, negative if the resource shrank. */
    long percent() {
        return earlyBytes == 0 ? 0 : Math.round(100.0 * (lateBytes - earlyBytes) / earlyBytes);
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%-28s %8.1f MiB, at the end %8.1f MiB: %+d %%",
                name,
                earlyBytes / 1048576.0,
                lateBytes / 1048576.0,
                percent());
    }

    private static long median(String name, List<ResourceSampler.Sample> samples) {
        long[] sorted = samples.stream()
                .map(sample -> sample.bytes().get(name))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
