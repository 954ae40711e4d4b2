package dev.ezcdc.envelope.type;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A shape on a plane, from PostGIS, MySQL or Oracle Spatial, or a PostgreSQL box, lseg, path or polygon.
 *
 * @param wkb the shape as well-known binary (PostGIS: extended); callers must not modify it
 * @param srid the id of the spatial reference system; null if the shape has none
 * @param extensions properties that well-known binary cannot express: {@code type} for PostgreSQL's built-in shapes,
 *     and {@code closed} for a path
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
