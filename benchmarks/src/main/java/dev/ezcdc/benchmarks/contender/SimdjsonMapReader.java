package dev.ezcdc.benchmarks.contender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads maps from simdjson-java's tape of the whole message. The library's classes need Java 24 and the Vector API, while
 * this project is compiled for Java 17. Its methods are therefore called through constant method handles, which cost
 * nothing once compiled.
 */
final class SimdjsonMapReader implements MapDecoder.Library {

    private static final int MIN_JAVA_VERSION = 24;

    private final Object parser;

    SimdjsonMapReader() {
        try {
            parser = Class.forName("org.simdjson.SimdJsonParser")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load simdjson-java. It needs Java 24 and the Vector API.", e);
        }
    }

    /** Returns whether this JVM can run simdjson-java: Java 24 or later with {@code --add-modules jdk.incubator.vector}. */
    static boolean isAvailable() {
        return Runtime.version().feature() >= MIN_JAVA_VERSION
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> read(byte[] json, @Nullable String member) {
        try {
            Object tree = (Object) Methods.PARSE.invokeExact(parser, json, json.length);
            Object part = member == null ? tree : (Object) Methods.GET.invokeExact(tree, member);
            return part != null && (boolean) Methods.IS_OBJECT.invokeExact(part) ? map(part) : null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, @Nullable Object> map(Object object) throws Throwable {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Iterator<?> members = (Iterator<?>) Methods.MEMBERS.invokeExact(object);
        while (members.hasNext()) {
            Map.Entry<?, ?> member = (Map.Entry<?, ?>) members.next();
            map.put((String) member.getKey(), value(member.getValue()));
        }
        return map;
    }

    private static @Nullable Object value(Object json) throws Throwable {
        if ((boolean) Methods.IS_STRING.invokeExact(json)) {
            return (String) Methods.STRING.invokeExact(json);
        }
        if ((boolean) Methods.IS_LONG.invokeExact(json)) {
            return (long) Methods.LONG.invokeExact(json);
        }
        if ((boolean) Methods.IS_NULL.invokeExact(json)) {
            return null;
        }
        if ((boolean) Methods.IS_DOUBLE.invokeExact(json)) {
            return (double) Methods.DOUBLE.invokeExact(json);
        }
        if ((boolean) Methods.IS_BOOLEAN.invokeExact(json)) {
            return (boolean) Methods.BOOLEAN.invokeExact(json);
        }
        return (boolean) Methods.IS_OBJECT.invokeExact(json) ? map(json) : list(json);
    }

    private static List<@Nullable Object> list(Object array) throws Throwable {
        List<@Nullable Object> list = new ArrayList<>();
        Iterator<?> elements = (Iterator<?>) Methods.ELEMENTS.invokeExact(array);
        while (elements.hasNext()) {
            list.add(value(elements.next()));
        }
        return list;
    }

    /** The library's methods. */
    private static final class Methods {
        static final MethodHandle PARSE = find(
                        "SimdJsonParser", "parse", findType("JsonValue"), byte[].class, int.class)
                .asType(MethodType.methodType(Object.class, Object.class, byte[].class, int.class));
        static final MethodHandle GET = find("JsonValue", "get", findType("JsonValue"), String.class)
                .asType(MethodType.methodType(Object.class, Object.class, String.class));
        static final MethodHandle IS_OBJECT = findOnValue("isObject", boolean.class);
        static final MethodHandle IS_STRING = findOnValue("isString", boolean.class);
        static final MethodHandle IS_LONG = findOnValue("isLong", boolean.class);
        static final MethodHandle IS_DOUBLE = findOnValue("isDouble", boolean.class);
        static final MethodHandle IS_BOOLEAN = findOnValue("isBoolean", boolean.class);
        static final MethodHandle IS_NULL = findOnValue("isNull", boolean.class);
        static final MethodHandle STRING = findOnValue("asString", String.class);
        static final MethodHandle LONG = findOnValue("asLong", long.class);
        static final MethodHandle DOUBLE = findOnValue("asDouble", double.class);
        static final MethodHandle BOOLEAN = findOnValue("asBoolean", boolean.class);
        static final MethodHandle MEMBERS = findIterator("objectIterator");
        static final MethodHandle ELEMENTS = findIterator("arrayIterator");

        private static MethodHandle findOnValue(String name, Class<?> result) {
            return find("JsonValue", name, result).asType(MethodType.methodType(result, Object.class));
        }

        private static MethodHandle findIterator(String name) {
            return find("JsonValue", name, Iterator.class).asType(MethodType.methodType(Iterator.class, Object.class));
        }

        private static MethodHandle find(String owner, String name, Class<?> result, Class<?>... parameters) {
            try {
                return MethodHandles.lookup()
                        .findVirtual(findType(owner), name, MethodType.methodType(result, parameters));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "unexpected version of simdjson-java: " + owner + "." + name + " is missing", e);
            }
        }

        private static Class<?> findType(String name) {
            try {
                return Class.forName("org.simdjson." + name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("simdjson-java is not on the class path", e);
            }
        }
    }
}
