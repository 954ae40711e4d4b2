package dev.ezcdc.loadgen.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.datafaker.Faker;

/**
 * Texts that fit the name of a column, such as names, addresses and companies. They are drawn from Datafaker once for each
 * kind, because a Datafaker call for every row costs more than its insert. Not thread-safe; the returned sources are.
 */
final class TextValues {

    private static final int SAMPLES = 300;

    private record Kind(List<String> words, Function<Faker, String> draw) {}

    /** Kinds of text. The first one with a word that the column name contains is used. */
    private static final List<Kind> KINDS = List.of(
            kind(f -> f.internet().safeEmailAddress(), "mail"),
            kind(f -> f.name().firstName(), "first_name", "firstname", "forename", "given"),
            kind(f -> f.name().lastName(), "last_name", "lastname", "surname", "family"),
            kind(f -> f.internet().username(), "user", "login", "nick"),
            kind(f -> f.company().name(), "company", "vendor", "supplier", "organi"),
            kind(f -> f.commerce().productName(), "product", "article", "item"),
            kind(f -> f.address().streetAddress(), "street", "address"),
            kind(f -> f.address().city(), "city", "town"),
            kind(f -> f.address().state(), "state", "region", "province"),
            kind(f -> f.address().zipCode(), "zip", "postal", "postcode"),
            kind(f -> f.address().countryCode(), "country_code", "countrycode"),
            kind(f -> f.address().country(), "country", "nation"),
            kind(f -> f.phoneNumber().phoneNumber(), "phone", "mobile", "fax"),
            kind(f -> "https://www.example.com/" + f.internet().slug(), "url", "link", "website"),
            kind(f -> f.commerce().department(), "category", "department", "genre"),
            kind(f -> f.options().option("new", "open", "active", "paused", "done", "closed"), "status", "phase"),
            kind(f -> f.options().option("EUR", "USD", "GBP", "SEK", "PLN", "JPY"), "currency"),
            kind(f -> f.color().name(), "color", "colour"),
            kind(f -> f.job().title(), "job", "position", "role"),
            kind(f -> f.bothify("??-####", true), "code", "sku", "number"),
            kind(f -> f.book().title(), "title", "subject"),
            kind(f -> f.name().fullName(), "name", "author", "owner", "person"),
            kind(f -> f.lorem().paragraph(3), "description", "comment", "note", "body", "message", "text", "bio"),
            kind(f -> String.join(" ", f.lorem().words(3))));

    private final long seed;
    private final Map<Integer, List<String>> pools = new TreeMap<>();

    TextValues(long seed) {
        this.seed = seed;
    }

    private static Kind kind(Function<Faker, String> draw, String... words) {
        return new Kind(List.of(words), draw);
    }

    /**
     * Returns texts for a column.
     *
     * @param name name of the column
     * @param maxLength in characters
     */
    ValueSource forColumn(String name, int maxLength) {
        String lower = name.toLowerCase(Locale.ROOT);
        int index = 0;
        while (index < KINDS.size() - 1 && KINDS.get(index).words.stream().noneMatch(lower::contains)) {
            index++;
        }
        List<String> texts = pools.computeIfAbsent(index, this::drawTexts).stream()
                .map(text -> truncate(text, maxLength))
                .distinct()
                .toList();
        return hash -> texts.get(Hashes.reduce(hash, texts.size()));
    }

    /** Truncates to whole code points, which is how PostgreSQL counts characters. */
    private static String truncate(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength)).stripTrailing();
    }

    private List<String> drawTexts(int kind) {
        Faker faker = new Faker(Locale.ENGLISH, new Random(seed + kind));
        List<String> texts = new ArrayList<>(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            texts.add(KINDS.get(kind).draw.apply(faker));
        }
        return List.copyOf(texts);
    }
}
