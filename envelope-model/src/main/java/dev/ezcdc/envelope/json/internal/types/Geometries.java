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

/** Shapes. */
final class Geometries {

    private Geometries() {}

    static Point point(Row parts) {
        byte[] wkb = Parts.orNull(parts, "wkb") instanceof byte[] bytes ? bytes : null;
        return new Point(coordinate(parts, "x"), coordinate(parts, "y"), wkb, srid(parts));
    }

    static Geometry geometry(Row parts) {
        Map<String, String> extensions = new HashMap<>();
        if (Parts.orNull(parts, "extensions") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> extensions.put(String.valueOf(name), String.valueOf(value)));
        }
        return new Geometry(Parts.of(parts, "wkb", byte[].class), srid(parts), extensions);
    }

    static Geography geography(Row parts) {
        return new Geography(Parts.of(parts, "wkb", byte[].class), srid(parts));
    }

    /** The centre is a point of its own logical type, and so has been read as one. */
    static Circle circle(Row parts) {
        return new Circle(Parts.of(parts, "center", Point.class), coordinate(parts, "radius"));
    }

    static Line line(Row parts) {
        return new Line(coordinate(parts, "a"), coordinate(parts, "b"), coordinate(parts, "c"));
    }

    private static double coordinate(Row parts, String name) {
        return Parts.of(parts, name, Double.class);
    }

    private static @Nullable Integer srid(Row parts) {
        return Parts.orNull(parts, "srid") instanceof Integer srid ? srid : null;
    }
}
