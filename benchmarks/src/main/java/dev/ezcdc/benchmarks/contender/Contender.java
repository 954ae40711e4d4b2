package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.corpus.Corpus;

/**
 * Who decodes. Each is asked for equal work: key and value, both row images, the source with all of its fields, operation
 * and times, as Java values of the columns' types. One that does less says so in {@link #note()}.
 */
public enum Contender {
    /** This project's decoder. */
    ezcdc("knows no table beforehand: columns and types come from each message's schema", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new EzcdcDecoder();
        }
    },
    /** Jackson's databind, to classes. */
    jacksonDatabind(
            "bound to classes written for this table; the schema is passed over, so types are never checked against it",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.jacksonDatabind(corpus);
        }
    },
    /** Jackson's tree, and the same classes filled from it by hand. */
    jacksonTree(
            "a tree of the whole message, schema included, and the fields picked from it by hand: for customers to the "
                    + "classes of jacksonDatabind, else to maps",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return corpus.isOfCustomers()
                    ? new TreeDecoder(corpus.schemas())
                    : new MapDecoder(new JacksonMapReader(), corpus);
        }
    },
    /** Jackson's databind with generated accessors. */
    jacksonBlackbird("as jacksonDatabind, with Jackson's Blackbird module", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.jacksonBlackbird(corpus);
        }
    },
    /** Kafka Connect's converter. */
    connectJsonConverter(
            "does less: times stay numbers, Debezium's types the base values under them, operation and snapshot stay text. Knows no table beforehand: builds Connect's "
                    + "schema from each message and checks the values against it",
            Times.NUMBERS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new ConnectDecoder(corpus.schemas());
        }
    },
    /** Debezium's serde. */
    debeziumSerde(
            "DebeziumSerdes.payloadJson: a tree of the whole message, bound to the classes of jacksonDatabind",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.debeziumSerde();
        }
    },
    /** fastjson2, to classes. */
    fastjson2("bound to the classes of jacksonDatabind; the schema is passed over", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.fastjson2(corpus);
        }
    },
    /** DSL-JSON, to classes. */
    dslJson(
            "bound to the classes of jacksonDatabind by readers generated at compile time, which expect the fields in "
                    + "Debezium's order; the schema is passed over",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.dslJson(corpus);
        }
    },
    /** simdjson-java, to maps. */
    simdjson(
            "a tape of the whole message by the Vector API, and rows and source picked from it as maps. Takes part on Java 24 "
                    + "and later",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new MapDecoder(new SimdjsonMapReader(), corpus);
        }
    };

    /** What a contender makes of times. */
    public enum Times {
        INSTANTS,
        /** Nanoseconds since 1970, as they came: less work. */
        NUMBERS
    }

    private final String note;
    private final Times times;

    Contender(String note, Times times) {
        this.note = note;
        this.times = times;
    }

    /** What a reader of the figures has to know: how it works, and what it does less. */
    public String note() {
        return note;
    }

    /**
     * Whether it is measured on a corpus: on each that it can decode, but for those that differ from jacksonDatabind by how
     * classes are filled alone, where there are none.
     */
    public boolean takesPart(Corpus corpus) {
        return switch (this) {
            case simdjson -> SimdjsonMapReader.available();
            case jacksonBlackbird, debeziumSerde -> corpus.isOfCustomers();
            case connectJsonConverter -> corpus != Corpus.mongoCreate;
            default -> true;
        };
    }

    /** What it makes of times. */
    public Times times() {
        return times;
    }

    /**
     * A new decoder.
     *
     * @param corpus what it will be given; only its tables and whether it has schemas may be made use of
     */
    public abstract Decoder<?> decoder(Corpus corpus);
}
