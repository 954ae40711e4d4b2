package dev.ezcdc.envelope.type;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A point on a plane.
 *
 * @param x the first coordinate
 * @param y the second coordinate
 * @param wkb the point as well-known binary; null if the source does not provide it; callers must not modify it
 * @param srid the id of the spatial reference system; null if the point has none
 */
public record Point(
        double x, double y, byte @Nullable [] wkb, @Nullable Integer srid) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Point that
                && Double.compare(x, that.x) == 0
                && Double.compare(y, that.y) == 0
                && Arrays.equals(wkb, that.wkb)
                && Objects.equals(srid, that.srid);
    }

    @Override
    public int hashCode() {
        return Objects.hash(x, y, Arrays.hashCode(wkb), srid);
    }

    @Override
    public String toString() {
        return "Point[x=" + x + ", y=" + y + ", wkb=" + Wkb.toHex(wkb) + ", srid=" + srid + "]";
    }
}
