package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceCases.accept;
import static dev.ezcdc.envelope.json.ConformanceCases.reject;

import dev.ezcdc.envelope.json.ConformanceCases.Case;
import java.util.HexFormat;
import java.util.List;

/** The {@link ConformanceCases} for strings and encodings. */
final class ConformanceTexts {

    private ConformanceTexts() {}

    static void addStrings(List<Case> cases) {
        accept(cases, "\"\"", "");
        accept(cases, "\"a\"", "a");
        accept(cases, "\"1234567\"", "1234567");
        accept(cases, "\"12345678\"", "12345678");
        accept(cases, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
        accept(cases, "\"\\u0000\\u001f\\u007F\"", "\u0000\u001f\u007f");
        accept(cases, "\"\\u00e4\\u00C4\\u20AC\"", "äÄ€");
        accept(cases, "\"\\ud83d\\ude00\"", "\ud83d\ude00");
        accept(cases, "\"\\uD83D\\uDE00x\"", "\ud83d\ude00x");
        accept(cases, "\"\\\\ud800\"", "\\ud800");
        accept(cases, "\"\\\\\\ud83d\\ude00\"", "\\\ud83d\ude00");
        accept(cases, "\"\\ufffd\\uffff\\ufdd0\\ufeff\"", "\ufffd\uffff\ufdd0\ufeff");
        accept(cases, "\"<7F>\"", "\u007f");
        accept(cases, "\"äöü ÿ €\"", "äöü ÿ €");
        accept(cases, "\"\ud83d\ude00\ud834\udd1e\"", "\ud83d\ude00\ud834\udd1e");
        accept(cases, "\"\ufffd\ufeff\u2028\u2029\u0085\"", "\ufffd\ufeff\u2028\u2029\u0085");
        accept(cases, "\"<F48FBFBF>\"", new String(Character.toChars(0x10FFFF)));
        accept(cases, "\"//\"", "//");
        accept(cases, "\"/* */\"", "/* */");
        accept(cases, "\"}],:{[\"", "}],:{[");
        accept(cases, "\"'\"", "'");
        for (String malformed : new String[] {
            "\"",
            "\"a",
            "a\"",
            "\"\"\"",
            "\"\\\"",
            "\"\\",
            "\"\\a\"",
            "\"\\x41\"",
            "\"\\0\"",
            "\"\\'\"",
            "\"\\U0041\"",
            "\"\\u\"",
            "\"\\u1\"",
            "\"\\u12\"",
            "\"\\u123\"",
            "\"\\u123g\"",
            "\"\\u 123\"",
            "\"\\u-123\"",
            "\"\\u+123\"",
            "\"\\u٣٣٣٣\"",
            "\"\\<00>\"",
            "\"\\\n\"",
            "'a'",
            "`a`",
            "a",
            "“a”",
            "\"a\" \"b\"",
            "\"a\"b",
            "\"a\\u0022"
        }) {
            reject(cases, malformed);
        }
        for (int control = 0; control < 0x20; control++) {
            String hex = HexFormat.of().toHexDigits((byte) control);
            reject(cases, "\"a<" + hex + ">\"");
            reject(cases, "\"12345678<" + hex + ">12345678\"");
            reject(cases, "{\"a<" + hex + ">\":1}");
            reject(cases, "\"ä<" + hex + ">\"");
        }
        for (String half : List.of(
                "\\ud800",
                "\\uDBFF",
                "\\udc00",
                "\\uDFFF",
                "\\ud800\\ud800",
                "\\udc00\\ud800",
                "\\ud800x",
                "\\ud800\\n",
                "\\ud800\\u0041",
                "x\\\\\\udfaa",
                "\\ud800<F09F9880>",
                "\\ud83d\\\\ude00",
                "\\ud83d\\ude00\\ude00")) {
            reject(cases, "\"" + half + "\"");
            reject(cases, "[\"" + half + "\"]");
            reject(cases, "{\"a\":\"" + half + "\"}");
            reject(cases, "{\"" + half + "\":1}");
        }
    }

    /** Adds malformed UTF-8 at every position that a parser might handle differently. */
    static void addEncodings(List<Case> cases) {
        for (String malformed : List.of(
                "80",
                "BF",
                "C0",
                "C080",
                "C0AF",
                "C1BF",
                "C3",
                "C328",
                "E0",
                "E08080",
                "E09FBF",
                "E282",
                "E28228",
                "EDA080",
                "EDAFBF",
                "EDB080",
                "EDBFBF",
                "EDA0BDEDB880",
                "F0808080",
                "F08FBFBF",
                "F09F98",
                "F4908080",
                "F5808080",
                "F888808080",
                "FC8480808080",
                "FE",
                "FF",
                "FFFE",
                "FEFF",
                "E4")) {
            reject(cases, "\"<" + malformed + ">\"");
            reject(cases, "\"plain text before it, <" + malformed + "> and after\"");
            reject(cases, "\"\\n<" + malformed + ">\"");
            reject(cases, "\"ä<" + malformed + ">\"");
            reject(cases, "{\"<" + malformed + ">\":1}");
            reject(cases, "{\"a long name before it <" + malformed + ">\":1}");
            reject(cases, "[<" + malformed + ">]");
            reject(cases, "1<" + malformed + ">");
            reject(cases, "<" + malformed + ">");
        }
        reject(cases, "<EFBBBF>1");
        reject(cases, "<EFBBBF>\"a\"");
        reject(cases, "1<EFBBBF>");
        reject(cases, "<5B003100 5D00>".replace(" ", ""));
        reject(cases, "<005B00310 05D>".replace(" ", ""));
    }
}
