package dev.ezcdc.envelope.type;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shape on the earth (PostGIS's {@code geography}).
 *
 * @param wkb the shape as (extended) well-known binary; not to be changed
 * @param srid the reference system, if the shape has one
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
