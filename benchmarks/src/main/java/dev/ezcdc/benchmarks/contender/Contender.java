package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.binary.AvroFormat;
import dev.ezcdc.benchmarks.contender.binary.ProtobufFormat;
import dev.ezcdc.benchmarks.corpus.Corpus;

/**
 * A decoder under test. All do equal work: key and value, both row images, the source with all of its fields, operation
 * and times, as Java values of the columns' types. {@link #note()} states where a contender does less.
 */
public enum Contender {
    /** This project's decoder. */
    ezcdc(
            "knows no table in advance: columns and types come from each message's schema. Compares the schema's bytes with "
                    + "those it has seen, and so the source's constant fields, such as version and table, whose values changes "
                    + "share. Checks but does not keep ts_ms and ts_us where ts_ns follows. Creates the source's "
                    + "Instant and the text of a PostgreSQL sequence when they are read; decodes all columns at once",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new EzcdcDecoder();
        }
    },
    /** This project's decoder, with every value read afterwards. */
    ezcdcForced(
            "like ezcdc, and then calls every accessor of key, rows, source and envelope and keeps the results in an array",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new EzcdcForcedDecoder();
        }
    },
    /** This project's decoder, with rows mapped to Java records. */
    ezcdcRecord("like ezcdc, and then row.as(record) for each row", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new EzcdcRecordDecoder();
        }
    },
    /** Jackson databind, to Java records. */
    jacksonRecord(
            "like jacksonDatabind, with rows bound to the Java records of ezcdcRecord; the rest to classes",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new JacksonRecordDecoder(corpus);
        }
    },
    /** Jackson databind, to classes. */
    jacksonDatabind(
            "bound to classes written for customers and wide, and to maps for other tables; skips the schema, so types are "
                    + "never checked against it",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.jacksonDatabind(corpus);
        }
    },
    /** The Jackson tree model, with the same classes filled from it by hand. */
    jacksonTree(
            "a tree of the whole message, including the schema, and fields read from it by hand: for customers into the "
                    + "classes of jacksonDatabind, otherwise into maps",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return corpus.hasCustomers()
                    ? new TreeDecoder(corpus.hasSchemas())
                    : new MapDecoder(new JacksonMapReader(), corpus);
        }
    },
    /** Jackson databind with generated accessors. */
    jacksonBlackbird("like jacksonDatabind, with Jackson's Blackbird module", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.jacksonBlackbird(corpus);
        }
    },
    /** Kafka Connect's converter. */
    connectJsonConverter(
            "does less: times stay numbers, Debezium's types stay base values, operation and snapshot stay text. Knows no "
                    + "table in advance: builds Connect's schema from each message and checks the values against it",
            Times.NUMBERS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new ConnectDecoder(corpus.hasSchemas());
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
    fastjson2("bound to the classes of jacksonDatabind; skips the schema", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.fastjson2(corpus);
        }
    },
    /** DSL-JSON, to classes. */
    dslJson(
            "bound to the classes of jacksonDatabind, but to maps for wide, by readers generated at compile time, which expect the fields in "
                    + "Debezium's order; skips the schema",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return BoundDecoder.dslJson(corpus);
        }
    },
    /** simdjson-java, to maps. */
    simdjson(
            "a tape of the whole message, built with the Vector API, and rows and source read from it as maps. Takes part on "
                    + "Java 24 and later",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new MapDecoder(new SimdjsonMapReader(), corpus);
        }
    },
    /** Avro's binary encoding, with generated readers. */
    avro(
            Notes.OTHER_FORMAT + "Avro's binary encoding, read into generated classes by their generated readers "
                    + "(SpecificData.setCustomCoders) with a reused decoder. One schema, without resolution",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new BinaryDecoder<>(AvroFormat.withCustomCoders(), corpus);
        }
    },
    /** Avro's binary encoding, with Avro's fast reader. */
    avroFastReader(
            Notes.OTHER_FORMAT + "like avro, with FastReaderBuilder, which Avro uses by default", Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new BinaryDecoder<>(AvroFormat.withFastReader(), corpus);
        }
    },
    /** Protocol buffers. */
    protobuf(
            Notes.OTHER_FORMAT
                    + "protocol buffers (proto3), read into generated classes by parseFrom(byte[]), which decodes "
                    + "every string at once",
            Times.INSTANTS) {
        @Override
        public Decoder<?> decoder(Corpus corpus) {
            return new BinaryDecoder<>(new ProtobufFormat(), corpus);
        }
    };

    /** Parts of notes. */
    private static final class Notes {

        static final String OTHER_FORMAT =
                "another format: its classes are known in advance, its messages carry no schema, no id of a schema registry "
                        + "is read or looked up, and they were converted from the corpus's JSON before measuring. ";
    }

    /** The form in which a contender returns times. */
    public enum Times {
        INSTANTS,
        /** Nanoseconds since 1970, unchanged: less work. */
        NUMBERS
    }

    private final String note;
    private final Times times;

    Contender(String note, Times times) {
        this.note = note;
        this.times = times;
    }

    /** Returns how the contender works and where it does less than the others, for readers of the report. */
    public String note() {
        return note;
    }

    /**
     * Returns whether the contender is measured on a corpus. Each is measured where it can decode, except that those which
     * differ from jacksonDatabind only in how they fill classes, and those of binary formats, need a corpus with classes.
     */
    public boolean supports(Corpus corpus) {
        return switch (this) {
            case simdjson -> SimdjsonMapReader.isAvailable();
            case jacksonBlackbird, debeziumSerde, ezcdcRecord, jacksonRecord, avro, avroFastReader, protobuf ->
                corpus.hasCustomers();
            case connectJsonConverter -> corpus != Corpus.mongoCreate;
            default -> true;
        };
    }

    /** Returns whether the contender reads the records in another format than JSON. */
    public boolean hasOtherFormat() {
        return switch (this) {
            case avro, avroFastReader, protobuf -> true;
            default -> false;
        };
    }

    public Times times() {
        return times;
    }

    /**
     * Creates a decoder.
     *
     * @param corpus the records to decode; a contender may use only its tables and whether it has schemas
     */
    public abstract Decoder<?> decoder(Corpus corpus);
}
