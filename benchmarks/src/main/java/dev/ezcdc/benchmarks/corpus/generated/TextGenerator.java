package dev.ezcdc.benchmarks.corpus.generated;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Random;

/** Generates random text. */
final class TextGenerator {

    private static final String[] WORDS = {
        "change",
        "data",
        "capture",
        "row",
        "table",
        "commit",
        "log",
        "before",
        "after",
        "slot",
        "replica",
        "identity",
        "transaction",
        "order",
        "customer",
        "street",
        "of",
        "the",
        "and",
        "to"
    };
    private static final String[] FOREIGN = {
        "Größe", "naïve", "Łódź", "Ελλάδα", "Москва", "東京都", "서울", "ประเทศไทย", "😀", "façade", "Ångström", "İstanbul"
    };

    private static final String[] ESCAPED = {"\n", "\"", "\\", "\t", "\r\n", "\u0001"};
    private static final int PART_BYTES = 64 << 10;

    private TextGenerator() {}

    static String words(Random random, int count) {
        return join(random, WORDS, count);
    }

    static String foreign(Random random, int count) {
        return join(random, FOREIGN, count);
    }

    private static String join(Random random, String[] words, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }

    /** Returns text of at least the given number of bytes. */
    static String ofLength(Random random, int bytes) {
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            text.append(words(random, 12)).append(random.nextInt(8) == 0 ? ".\n" : ". ");
        }
        return text.toString();
    }

    /** Returns text that needs the given number of bytes in JSON, to the length of an escape: words between escapes. */
    static String escaped(Random random, int jsonBytes) {
        // Large texts repeat a part of random words, which would take longer to generate than to decode.
        String part = escapedPart(random, Math.min(jsonBytes, PART_BYTES));
        int partBytes = jsonLength(part);
        StringBuilder text = new StringBuilder(jsonBytes);
        int bytes = 0;
        while (jsonBytes - bytes >= partBytes) {
            text.append(part);
            bytes += partBytes;
        }
        return text.append(escapedPart(random, jsonBytes - bytes)).toString();
    }

    private static String escapedPart(Random random, int jsonBytes) {
        StringBuilder text = new StringBuilder();
        int bytes = 0;
        while (bytes < jsonBytes) {
            String next = words(random, 1) + ESCAPED[random.nextInt(ESCAPED.length)];
            text.append(next);
            bytes += jsonLength(next);
        }
        return text.toString();
    }

    private static int jsonLength(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text).length;
    }

    /** Returns a JSON document of at least the given number of bytes. */
    static String json(Random random, int bytes) {
        StringBuilder text = new StringBuilder("{\"items\":[");
        while (text.length() < bytes) {
            text.append(text.length() < 12 ? "" : ",")
                    .append("{\"name\":\"")
                    .append(words(random, 3))
                    .append("\",\"price\":")
                    .append(random.nextInt(100_000) / 100.0)
                    .append(",\"tags\":[\"")
                    .append(words(random, 1))
                    .append("\"]}");
        }
        return text.append("]}").toString();
    }
}
