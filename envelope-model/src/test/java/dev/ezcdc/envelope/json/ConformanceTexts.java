package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.ConformanceCases.accept;
import static dev.ezcdc.envelope.json.ConformanceCases.reject;

import dev.ezcdc.envelope.json.ConformanceCases.Case;
import java.util.HexFormat;
import java.util.List;

/** Those of {@link ConformanceCases} that are about texts. */
final class ConformanceTexts {

    private ConformanceTexts() {}

    static void addStrings(List<Case> to) {
        accept(to, "\"\"", "");
        accept(to, "\"a\"", "a");
        accept(to, "\"1234567\"", "1234567");
        accept(to, "\"12345678\"", "12345678");
        accept(to, "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
        accept(to, "\"\\u0000\\u001f\\u007F\"", "\u0000\u001f\u007f");
        accept(to, "\"\\u00e4\\u00C4\\u20AC\"", "äÄ€");
        accept(to, "\"\\ud83d\\ude00\"", "\ud83d\ude00");
        accept(to, "\"\\uD83D\\uDE00x\"", "\ud83d\ude00x");
        accept(to, "\"\\\\ud800\"", "\\ud800");
        accept(to, "\"\\\\\\ud83d\\ude00\"", "\\\ud83d\ude00");
        accept(to, "\"\\ufffd\\uffff\\ufdd0\\ufeff\"", "\ufffd\uffff\ufdd0\ufeff");
        accept(to, "\"<7F>\"", "\u007f");
        accept(to, "\"äöü ÿ €\"", "äöü ÿ €");
        accept(to, "\"\ud83d\ude00\ud834\udd1e\"", "\ud83d\ude00\ud834\udd1e");
        accept(to, "\"\ufffd\ufeff\u2028\u2029\u0085\"", "\ufffd\ufeff\u2028\u2029\u0085");
        accept(to, "\"<F48FBFBF>\"", new String(Character.toChars(0x10FFFF)));
        accept(to, "\"//\"", "//");
        accept(to, "\"/* */\"", "/* */");
        accept(to, "\"}],:{[\"", "}],:{[");
        accept(to, "\"'\"", "'");
        for (String no : new String[] {
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
            reject(to, no);
        }
        for (int control = 0; control < 0x20; control++) {
            String hex = HexFormat.of().toHexDigits((byte) control);
            reject(to, "\"a<" + hex + ">\"");
            reject(to, "\"12345678<" + hex + ">12345678\"");
            reject(to, "{\"a<" + hex + ">\":1}");
            reject(to, "\"ä<" + hex + ">\"");
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
            reject(to, "\"" + half + "\"");
            reject(to, "[\"" + half + "\"]");
            reject(to, "{\"a\":\"" + half + "\"}");
            reject(to, "{\"" + half + "\":1}");
        }
    }

    /** Bytes that are no UTF-8, in each place where a parser may look at them in another way. */
    static void addEncodings(List<Case> to) {
        for (String no : List.of(
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
            reject(to, "\"<" + no + ">\"");
            reject(to, "\"plain text before it, <" + no + "> and after\"");
            reject(to, "\"\\n<" + no + ">\"");
            reject(to, "\"ä<" + no + ">\"");
            reject(to, "{\"<" + no + ">\":1}");
            reject(to, "{\"a long name before it <" + no + ">\":1}");
            reject(to, "[<" + no + ">]");
            reject(to, "1<" + no + ">");
            reject(to, "<" + no + ">");
        }
        reject(to, "<EFBBBF>1");
        reject(to, "<EFBBBF>\"a\"");
        reject(to, "1<EFBBBF>");
        reject(to, "<5B003100 5D00>".replace(" ", ""));
        reject(to, "<005B00310 05D>".replace(" ", ""));
    }
}
