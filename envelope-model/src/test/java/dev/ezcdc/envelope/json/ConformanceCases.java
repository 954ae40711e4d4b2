package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The project's own test cases for JSON: valid values with the expected result, and malformed ones. */
final class ConformanceCases {

    /**
     * A value and the expected result.
     *
     * @param json the bytes of the value; in the source text of a case, {@code <C0AF>} represents bytes in hexadecimal
     * @param expected the Java value if the case is accepted
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Case(
            String name,
            byte[] json,
            boolean accepted,
            @Nullable Object expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    private ConformanceCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        addNumbers(cases);
        ConformanceTexts.addStrings(cases);
        ConformanceTexts.addEncodings(cases);
        addLiterals(cases);
        addStructures(cases);
        return cases;
    }

    private static void addNumbers(List<Case> cases) {
        accept(cases, "0", 0L);
        accept(cases, "-0", 0L);
        accept(cases, "-1", -1L);
        accept(cases, "12345678", 12345678L);
        accept(cases, "123456789", 123456789L);
        accept(cases, "9223372036854775807", Long.MAX_VALUE);
        accept(cases, "-9223372036854775808", Long.MIN_VALUE);
        accept(cases, "9223372036854775808", new BigInteger("9223372036854775808"));
        accept(cases, "-9223372036854775809", new BigInteger("-9223372036854775809"));
        accept(cases, "99999999999999999999", new BigInteger("99999999999999999999"));
        accept(cases, "18446744073709551616", new BigInteger("18446744073709551616"));
        accept(cases, "0.0", new BigDecimal("0.0"));
        accept(cases, "-0.0", new BigDecimal("0.0"));
        accept(cases, "1.10", new BigDecimal("1.10"));
        accept(
                cases,
                "0.1234567890123456789012345678901234567890",
                new BigDecimal("0.1234567890123456789012345678901234567890"));
        accept(cases, "1e2", new BigDecimal("1e2"));
        accept(cases, "1E+2", new BigDecimal("1E+2"));
        accept(cases, "1e-2", new BigDecimal("1e-2"));
        accept(cases, "0e0", new BigDecimal("0e0"));
        accept(cases, "1e00002", new BigDecimal("1e2"));
        accept(cases, "1e400", new BigDecimal("1e400"));
        accept(cases, "1e99999", new BigDecimal("1e99999"));
        accept(cases, "1e-99999", new BigDecimal("1e-99999"));
        accept(cases, "9".repeat(1000), new BigInteger("9".repeat(1000)));
        for (String malformed : new String[] {
            "00",
            "01",
            "-01",
            "-00",
            "007",
            "00.5",
            "+1",
            "++1",
            "-",
            "--1",
            "- 1",
            "-a",
            ".5",
            "-.5",
            "1.",
            "-1.",
            "1.e2",
            "1e",
            "1e+",
            "1E-",
            "1e1.5",
            "1e 2",
            "1 e2",
            "1..2",
            "1.2.3",
            "1,2",
            "1_000",
            "0x10",
            "0b1",
            "1f",
            "1d",
            "1L",
            "NaN",
            "-NaN",
            "nan",
            "Infinity",
            "-Infinity",
            "+Infinity",
            "inf",
            "1 000",
            "１",
            "٣",
            "½",
            "1e9999999999",
            "1e-9999999999",
            "1" + "0".repeat(5_000),
            "0." + "1".repeat(5_000),
            "1<00>",
            "<00>1",
            "1<80>",
            "1<C0B0>",
            "12345678a",
            "1234567890123456x"
        }) {
            reject(cases, malformed);
        }
    }

    private static void addLiterals(List<Case> cases) {
        accept(cases, "null", null);
        accept(cases, "true", true);
        accept(cases, "false", false);
        for (String space : List.of(" ", "\t", "\n", "\r", " \t\r\n ")) {
            accept(cases, space + "true", true);
            accept(cases, "true" + space, true);
            accept(cases, space + "[" + space + "1" + space + "," + space + "2" + space + "]" + space, List.of(1L, 2L));
            accept(cases, "{" + space + "\"a\"" + space + ":" + space + "1" + space + "}", Map.of("a", 1L));
        }
        for (String malformed : new String[] {
            "",
            " ",
            "\n",
            "Null",
            "NULL",
            "nul",
            "nulll",
            "none",
            "nil",
            "True",
            "TRUE",
            "tru",
            "truee",
            "true1",
            "False",
            "FALSE",
            "fals",
            "falsey",
            "undefined",
            "t",
            "f",
            "n",
            "truefalse",
            "true false",
            "null null",
            "nu<00>l",
            "<0B>1",
            "<0C>1",
            "1<0B>",
            "<C2A0>1",
            "1<C2A0>",
            "<E28083>1",
            "1<E280A8>",
            "1<C285>",
            "<E281A0>1",
            "<E3 8080>1".replace(" ", ""),
            "<00>",
            "<1A>",
            "1<00>",
            "#",
            "*",
            "@",
            "$",
            "%",
            "&",
            "(1)",
            "<3C>null<3E>",
            "é"
        }) {
            reject(cases, malformed);
        }
    }

    private static void addStructures(List<Case> cases) {
        accept(cases, "[]", List.of());
        accept(cases, "{}", Map.of());
        accept(cases, "[null]", Arrays.asList((Object) null));
        accept(cases, "[[],{},[[]]]", List.of(List.of(), Map.of(), List.of(List.of())));
        accept(cases, "{\"\":0}", Map.of("", 0L));
        accept(cases, "{\"a\":1,\"a\":2}", Map.of("a", 2L));
        accept(cases, "{\"a\":1,\"\\u0061\":2}", Map.of("a", 2L));
        accept(
                cases,
                "{\"a\":{\"b\":1,\"b\":[]},\"c\":[{\"d\":1,\"d\":2}]}",
                Map.of("a", Map.of("b", List.of()), "c", List.of(Map.of("d", 2L))));
        accept(cases, "{\"\\ud83d\\ude00\":1}", Map.of("\ud83d\ude00", 1L));
        accept(cases, "{\"op\":\"c\",\"schema\":null,\"payload\":1}", mapOf("op", "c", "schema", null, "payload", 1L));
        accept(cases, "[".repeat(40) + "]".repeat(40), nested(40));
        accept(cases, "[".repeat(190) + "]".repeat(190), nested(190));
        for (String malformed : new String[] {
            "[",
            "]",
            "{",
            "}",
            "[[]",
            "[]]",
            "{}}",
            "{]",
            "[}",
            "[1",
            "[1,",
            "[,",
            "[1,]",
            "[,1]",
            "[1,,2]",
            "[1 2]",
            "[1;2]",
            "[1:2]",
            "[\"a\":1]",
            "[1]x",
            "[1],",
            "[][]",
            "[]{}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{,\"a\":1}",
            "{\"a\":1,,\"b\":2}",
            "{\"a\"::1}",
            "{\"a\",1}",
            "{\"a\" 1}",
            "{\"a\"=1}",
            "{:1}",
            "{1:1}",
            "{a:1}",
            "{'a':1}",
            "{null:1}",
            "{[]:1}",
            "{{}:1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1;\"b\":2}",
            "{\"a\":1}{}",
            "{\"a\":1}x",
            "{\"a\":1}#",
            "{\"a\":1}//",
            "{\"a\":1}/**/",
            "/**/1",
            "1/**/",
            "//x\n1",
            "#x\n1",
            "[1/**/]",
            "[/*x*/1]",
            "[1//x\n]",
            "{/**/}",
            "{\"a\"/**/:1}",
            "[\"a\",\n4\n,1,",
            "[NaN]",
            "[Infinity]",
            "[01]",
            "[\"\\ud800\"]",
            "[+1]",
            "[.5]",
            "[1.]",
            "{\"a\":01}",
            "[...]",
            "[1...2]",
            "{\"a\":...}",
            "1]",
            "1}",
            "\"a\",\"b\""
        }) {
            reject(cases, malformed);
        }
        reject(cases, "[".repeat(200) + "]".repeat(200));
        reject(cases, "[".repeat(100_000));
        reject(cases, "{\"a\":".repeat(100_000));
        reject(cases, "[{\"\":".repeat(50_000));
    }

    private static List<?> nested(int levels) {
        List<?> inner = List.of();
        for (int i = 1; i < levels; i++) {
            inner = List.of(inner);
        }
        return inner;
    }

    private static Map<String, @Nullable Object> mapOf(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    static void accept(List<Case> cases, String json, @Nullable Object expected) {
        cases.add(new Case(name(json), bytes(json), true, expected));
    }

    static void reject(List<Case> cases, String json) {
        cases.add(new Case(name(json), bytes(json), false, null));
    }

    private static String name(String json) {
        String printable = json.codePoints()
                .mapToObj(c -> c > ' ' && c < 0x7F || c == ' ' ? Character.toString(c) : String.format("<U+%04X>", c))
                .collect(java.util.stream.Collectors.joining());
        return printable.length() > 60 ? printable.substring(0, 40) + "... of " + json.length() : printable;
    }

    private static byte[] bytes(String json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (int open = json.indexOf('<'); open >= 0; open = json.indexOf('<', at)) {
            int close = json.indexOf('>', open);
            out.writeBytes(json.substring(at, open).getBytes(UTF_8));
            out.writeBytes(HexFormat.of().parseHex(json, open + 1, close));
            at = close + 1;
        }
        out.writeBytes(json.substring(at).getBytes(UTF_8));
        return out.toByteArray();
    }
}
