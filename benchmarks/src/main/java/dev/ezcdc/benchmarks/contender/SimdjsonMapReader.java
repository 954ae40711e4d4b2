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
 * simdjson-java's tape of the whole, and maps of a part of it. Its classes are of Java 24 and need the Vector API, while this
 * project is compiled for Java 17: so its methods are called by handles, which are constants and cost nothing once compiled.
 */
final class SimdjsonMapReader implements MapDecoder.Library {

    private static final int FIRST_JAVA = 24;

    private final Object parser;

    SimdjsonMapReader() {
        try {
            parser = Class.forName("org.simdjson.SimdJsonParser")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("simdjson-java does not run here", e);
        }
    }

    /** Whether this JVM can run it: {@code --add-modules jdk.incubator.vector} on Java 24 or later. */
    static boolean available() {
        return Runtime.version().feature() >= FIRST_JAVA
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> read(byte[] json, @Nullable String member) {
        try {
            Object tree = (Object) Calls.PARSE.invokeExact(parser, json, json.length);
            Object part = member == null ? tree : (Object) Calls.GET.invokeExact(tree, member);
            return part != null && (boolean) Calls.IS_OBJECT.invokeExact(part) ? map(part) : null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, @Nullable Object> map(Object object) throws Throwable {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Iterator<?> members = (Iterator<?>) Calls.MEMBERS.invokeExact(object);
        while (members.hasNext()) {
            Map.Entry<?, ?> member = (Map.Entry<?, ?>) members.next();
            map.put((String) member.getKey(), value(member.getValue()));
        }
        return map;
    }

    private static @Nullable Object value(Object json) throws Throwable {
        if ((boolean) Calls.IS_STRING.invokeExact(json)) {
            return (String) Calls.STRING.invokeExact(json);
        }
        if ((boolean) Calls.IS_LONG.invokeExact(json)) {
            return (long) Calls.LONG.invokeExact(json);
        }
        if ((boolean) Calls.IS_NULL.invokeExact(json)) {
            return null;
        }
        if ((boolean) Calls.IS_DOUBLE.invokeExact(json)) {
            return (double) Calls.DOUBLE.invokeExact(json);
        }
        if ((boolean) Calls.IS_BOOLEAN.invokeExact(json)) {
            return (boolean) Calls.BOOLEAN.invokeExact(json);
        }
        return (boolean) Calls.IS_OBJECT.invokeExact(json) ? map(json) : list(json);
    }

    private static List<@Nullable Object> list(Object array) throws Throwable {
        List<@Nullable Object> list = new ArrayList<>();
        Iterator<?> elements = (Iterator<?>) Calls.ELEMENTS.invokeExact(array);
        while (elements.hasNext()) {
            list.add(value(elements.next()));
        }
        return list;
    }

    /** The library's methods. */
    private static final class Calls {
        static final MethodHandle PARSE = find("SimdJsonParser", "parse", type("JsonValue"), byte[].class, int.class)
                .asType(MethodType.methodType(Object.class, Object.class, byte[].class, int.class));
        static final MethodHandle GET = find("JsonValue", "get", type("JsonValue"), String.class)
                .asType(MethodType.methodType(Object.class, Object.class, String.class));
        static final MethodHandle IS_OBJECT = ofValue("isObject", boolean.class);
        static final MethodHandle IS_STRING = ofValue("isString", boolean.class);
        static final MethodHandle IS_LONG = ofValue("isLong", boolean.class);
        static final MethodHandle IS_DOUBLE = ofValue("isDouble", boolean.class);
        static final MethodHandle IS_BOOLEAN = ofValue("isBoolean", boolean.class);
        static final MethodHandle IS_NULL = ofValue("isNull", boolean.class);
        static final MethodHandle STRING = ofValue("asString", String.class);
        static final MethodHandle LONG = ofValue("asLong", long.class);
        static final MethodHandle DOUBLE = ofValue("asDouble", double.class);
        static final MethodHandle BOOLEAN = ofValue("asBoolean", boolean.class);
        static final MethodHandle MEMBERS = iterator("objectIterator");
        static final MethodHandle ELEMENTS = iterator("arrayIterator");

        private static MethodHandle ofValue(String name, Class<?> result) {
            return find("JsonValue", name, result).asType(MethodType.methodType(result, Object.class));
        }

        private static MethodHandle iterator(String name) {
            return find("JsonValue", name, Iterator.class).asType(MethodType.methodType(Iterator.class, Object.class));
        }

        private static MethodHandle find(String owner, String name, Class<?> result, Class<?>... parameters) {
            try {
                return MethodHandles.lookup().findVirtual(type(owner), name, MethodType.methodType(result, parameters));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("not the simdjson-java that is known here", e);
            }
        }

        private static Class<?> type(String name) {
            try {
                return Class.forName("org.simdjson." + name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("simdjson-java is not there", e);
            }
        }
    }
}
