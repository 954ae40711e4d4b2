package dev.ezcdc.benchmarks.report;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.corpus.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A required speed of one contender on a corpus, as a multiple of the speed of another.
 *
 * @param factor the smallest acceptable factor; 1 means faster
 */
record Goal(Corpus corpus, Contender contender, Contender other, double factor) {

    /** Returns all goals. */
    static List<Goal> all() {
        List<Goal> goals = new ArrayList<>();
        for (Corpus corpus : Corpus.values()) {
            goals.add(new Goal(corpus, Contender.ezcdc, Contender.jacksonDatabind, overJacksonDatabind(corpus)));
        }
        goals.add(new Goal(Corpus.customerCreate, Contender.ezcdc, Contender.fastjson2, 10));
        goals.add(new Goal(Corpus.customerCreate, Contender.ezcdc, Contender.connectJsonConverter, 45));
        for (Corpus corpus : List.of(
                Corpus.customerCreateSchemaless, Corpus.customerUpdateSchemaless, Corpus.wideCreateSchemaless)) {
            goals.add(new Goal(corpus, Contender.ezcdc, Contender.fastjson2, 3));
        }
        for (Corpus corpus : List.of(Corpus.customerCreate, Corpus.customerUpdate, Corpus.customerDelete)) {
            Arrays.stream(Contender.values())
                    .filter(Contender::hasOtherFormat)
                    .forEach(binary -> goals.add(new Goal(corpus, Contender.ezcdc, binary, 1)));
        }
        for (Corpus corpus : List.of(Corpus.customerCreate, Corpus.customerUpdate)) {
            goals.add(new Goal(corpus, Contender.ezcdcRecord, Contender.jacksonRecord, 12));
        }
        for (Corpus corpus : List.of(Corpus.customerCreateSchemaless, Corpus.customerUpdateSchemaless)) {
            goals.add(new Goal(corpus, Contender.ezcdcRecord, Contender.jacksonRecord, 5));
        }
        return goals;
    }

    private static double overJacksonDatabind(Corpus corpus) {
        return switch (corpus) {
            case customerCreate -> 20;
            case customerCreateSchemaless, customerUpdateSchemaless -> 7;
            case wideCreateSchemaless -> 4;
            case largeText, foreignText, largeJson -> 5;
            default -> 1;
        };
    }
}
