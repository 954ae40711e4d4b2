package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.type.Circle;
import dev.ezcdc.envelope.type.Geography;
import dev.ezcdc.envelope.type.Geometry;
import dev.ezcdc.envelope.type.Line;
import dev.ezcdc.envelope.type.Point;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the structs of geometric types. */
final class Geometries {

    private Geometries() {}

    static Point toPoint(Row parts) {
        byte[] wkb = Parts.getOrNull(parts, "wkb") instanceof byte[] bytes ? bytes : null;
        return new Point(getDouble(parts, "x"), getDouble(parts, "y"), wkb, sridOrNull(parts));
    }

    static Geometry toGeometry(Row parts) {
        Map<String, String> extensions = new HashMap<>();
        if (Parts.getOrNull(parts, "extensions") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> extensions.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Geometry(Parts.get(parts, "wkb", byte[].class), sridOrNull(parts), extensions);
    }

    static Geography toGeography(Row parts) {
        return new Geography(Parts.get(parts, "wkb", byte[].class), sridOrNull(parts));
    }

    /** The center has its own logical type, so its reader has already converted it. */
    static Circle toCircle(Row parts) {
        return new Circle(Parts.get(parts, "center", Point.class), getDouble(parts, "radius"));
    }

    static Line toLine(Row parts) {
        return new Line(getDouble(parts, "a"), getDouble(parts, "b"), getDouble(parts, "c"));
    }

    private static double getDouble(Row parts, String name) {
        return Parts.get(parts, name, Double.class);
    }

    private static @Nullable Integer sridOrNull(Row parts) {
        return Parts.getOrNull(parts, "srid") instanceof Integer srid ? srid : null;
    }
}
