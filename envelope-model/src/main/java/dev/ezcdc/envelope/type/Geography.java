package dev.ezcdc.envelope.type;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shape on the earth (PostGIS's {@code geography}).
 *
 * @param wkb the shape as (extended) well-known binary; callers must not modify it
 * @param srid the id of the spatial reference system; null if the shape has none
 */
public record Geography(byte[] wkb, @Nullable Integer srid) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Geography that && Arrays.equals(wkb, that.wkb) && Objects.equals(srid, that.srid);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(wkb), srid);
    }

    @Override
    public String toString() {
        return "Geography[wkb=" + Wkb.toHex(wkb) + ", srid=" + srid + "]";
    }
}
