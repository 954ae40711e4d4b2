package dev.ezcdc.envelope.type;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shape on a plane: of PostGIS, MySQL or Oracle Spatial, or PostgreSQL's own box, lseg, path or polygon.
 *
 * @param wkb the shape as well-known binary (of PostGIS: extended); not to be changed
 * @param srid the reference system, if the shape has one
 * @param extensions what well-known binary cannot say: for PostgreSQL's own shapes {@code type}, and for a path
 *     {@code closed}
 */
public record Geometry(byte[] wkb, @Nullable Integer srid, Map<String, String> extensions) {

    public Geometry {
        extensions = Map.copyOf(extensions);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Geometry that
                && Arrays.equals(wkb, that.wkb)
                && Objects.equals(srid, that.srid)
                && extensions.equals(that.extensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(wkb), srid, extensions);
    }

    @Override
    public String toString() {
        return "Geometry[wkb=" + Wkb.toHex(wkb) + ", srid=" + srid + ", extensions=" + extensions + "]";
    }
}
