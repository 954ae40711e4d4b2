package dev.ezcdc.loadgen.rows;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.datafaker.Faker;
import net.datafaker.providers.base.Name;

/**
 * Distinct names, drawn once from Datafaker and then combined. An email address from Datafaker costs about 45 µs per row,
 * more than its insert; one assembled from this pool costs a fraction of a microsecond. Immutable.
 */
final class NamePool {

    /** Languages with and without non-ASCII letters. */
    private static final List<String> LANGUAGES = List.of("en", "en", "es", "fr", "pl", "sv");

    private static final int DRAWS_PER_LANGUAGE = 2_000;

    private final List<String> names;
    private final List<String> emailPart;

    private NamePool(Set<String> names) {
        this.names = List.copyOf(names);
        this.emailPart = this.names.stream().map(NamePool::toEmailPart).toList();
    }

    static NamePool firstNames(long seed) {
        return new NamePool(drawNames(seed, Name::firstName));
    }

    static NamePool lastNames(long seed) {
        return new NamePool(drawNames(seed, Name::lastName));
    }

    int size() {
        return names.size();
    }

    String name(int index) {
        return names.get(index);
    }

    /** Returns the name in the form used in email addresses: lower-case ASCII letters. */
    String emailPart(int index) {
        return emailPart.get(index);
    }

    private static Set<String> drawNames(long seed, Function<Name, String> drawName) {
        Set<String> names = new LinkedHashSet<>();
        Random random = new Random(seed);
        for (String language : LANGUAGES) {
            Name name = new Faker(Locale.forLanguageTag(language), random).name();
            for (int i = 0; i < DRAWS_PER_LANGUAGE; i++) {
                String drawn = drawName.apply(name);
                if (!toEmailPart(drawn).isEmpty()) {
                    names.add(drawn);
                }
            }
        }
        return names;
    }

    private static String toEmailPart(String name) {
        String latin =
                name.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ß", "ss");
        return Normalizer.normalize(latin, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]", "");
    }
}
