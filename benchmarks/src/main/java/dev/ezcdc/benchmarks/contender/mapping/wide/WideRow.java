package dev.ezcdc.benchmarks.contender.mapping.wide;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of {@code wide} with the values that JSON has. Public fields, because forty columns need as many accessors. */
public final class WideRow {

    public @Nullable Integer id;

    @JsonProperty("an_int2")
    public @Nullable Integer anInt2;

    @JsonProperty("an_int4")
    public @Nullable Integer anInt4;

    @JsonProperty("an_int8")
    public @Nullable Long anInt8;

    @JsonProperty("a_real")
    public @Nullable Double aReal;

    @JsonProperty("a_double")
    public @Nullable Double aDouble;

    @JsonProperty("a_bool")
    public @Nullable Boolean aBool;

    @JsonProperty("a_price")
    public @Nullable String aPrice;

    @JsonProperty("a_numeric")
    public @Nullable WideNumeric aNumeric;

    @JsonProperty("a_money")
    public @Nullable String aMoney;

    @JsonProperty("a_text")
    public @Nullable String aText;

    @JsonProperty("a_varchar")
    public @Nullable String aVarchar;

    @JsonProperty("a_citext")
    public @Nullable String aCitext;

    @JsonProperty("an_xml")
    public @Nullable String anXml;

    @JsonProperty("a_json")
    public @Nullable String aJson;

    @JsonProperty("a_jsonb")
    public @Nullable String aJsonb;

    @JsonProperty("a_uuid")
    public @Nullable String aUuid;

    @JsonProperty("a_mood")
    public @Nullable String aMood;

    @JsonProperty("an_ltree")
    public @Nullable String anLtree;

    @JsonProperty("a_tsvector")
    public @Nullable String aTsvector;

    @JsonProperty("a_hstore")
    public @Nullable Map<String, @Nullable String> aHstore;

    @JsonProperty("an_inet")
    public @Nullable String anInet;

    @JsonProperty("a_macaddr")
    public @Nullable String aMacaddr;

    @JsonProperty("a_date")
    public @Nullable Integer aDate;

    @JsonProperty("a_time")
    public @Nullable Long aTime;

    @JsonProperty("a_time3")
    public @Nullable Integer aTime3;

    @JsonProperty("a_timetz")
    public @Nullable String aTimetz;

    @JsonProperty("a_timestamp")
    public @Nullable Long aTimestamp;

    @JsonProperty("a_timestamp3")
    public @Nullable Long aTimestamp3;

    @JsonProperty("a_timestamptz")
    public @Nullable String aTimestamptz;

    @JsonProperty("an_interval")
    public @Nullable Long anInterval;

    @JsonProperty("a_bytea")
    public @Nullable String aBytea;

    @JsonProperty("a_bit")
    public @Nullable Boolean aBit;

    @JsonProperty("some_bits")
    public @Nullable String someBits;

    @JsonProperty("a_range")
    public @Nullable String aRange;

    @JsonProperty("a_point")
    public @Nullable WidePoint aPoint;

    @JsonProperty("a_polygon")
    public @Nullable WideGeometry aPolygon;

    @JsonProperty("some_ints")
    public @Nullable List<@Nullable Integer> someInts;

    @JsonProperty("some_texts")
    public @Nullable List<@Nullable String> someTexts;

    @JsonProperty("some_prices")
    public @Nullable List<@Nullable String> somePrices;

    /** A numeric of any scale. */
    public static final class WideNumeric {
        public int scale;

        public @Nullable String value;
    }

    /** A point. */
    public static final class WidePoint {
        public double x;

        public double y;

        public @Nullable String wkb;

        public @Nullable Integer srid;
    }

    /** A polygon. */
    public static final class WideGeometry {
        public @Nullable String wkb;

        public @Nullable Integer srid;

        public @Nullable Map<String, String> extensions;
    }
}
