package dev.ezcdc.benchmarks.contender.mapping.wide;

import static dev.ezcdc.benchmarks.contender.mapping.DecodedChange.require;

import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts values of JSON to those of the columns of {@code wide}, as a program written for this table does. */
final class WideConversions {

    private static final int PRICE_SCALE = 2;

    private WideConversions() {}

    /** Converts a price, whose column has two decimal places. */
    static BigDecimal toDecimal(String base64) {
        return toDecimal(base64, PRICE_SCALE);
    }

    static BigDecimal toDecimal(WideRow.WideNumeric numeric) {
        return toDecimal(require(numeric.value, "value"), numeric.scale);
    }

    private static BigDecimal toDecimal(String base64, int scale) {
        return new BigDecimal(new BigInteger(Base64.getDecoder().decode(base64)), scale);
    }

    static List<@Nullable BigDecimal> toDecimals(List<@Nullable String> prices) {
        List<@Nullable BigDecimal> decimals = new ArrayList<>(prices.size());
        for (String price : prices) {
            decimals.add(price == null ? null : toDecimal(price));
        }
        return decimals;
    }

    static LocalDateTime toDateTime(long units, int perSecond) {
        long second = Math.floorDiv(units, perSecond);
        int rest = Math.floorMod(units, perSecond);
        return LocalDateTime.ofEpochSecond(second, rest * (1_000_000_000 / perSecond), ZoneOffset.UTC);
    }

    static Duration toDuration(long micros) {
        return Duration.ofSeconds(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    static Point toPoint(WideRow.WidePoint point) {
        String wkb = point.wkb;
        return new Point(
                point.x, point.y, wkb == null ? null : Base64.getDecoder().decode(wkb), point.srid);
    }

    static Geometry toGeometry(WideRow.WideGeometry geometry) {
        Map<String, String> extensions = geometry.extensions;
        return new Geometry(
                Base64.getDecoder().decode(require(geometry.wkb, "wkb")),
                geometry.srid,
                extensions == null ? Map.of() : extensions);
    }
}
