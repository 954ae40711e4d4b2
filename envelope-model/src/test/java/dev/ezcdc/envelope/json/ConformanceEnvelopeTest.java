package dev.ezcdc.envelope.json;

import static dev.ezcdc.envelope.json.Messages.change;
import static dev.ezcdc.envelope.json.Messages.customer;
import static dev.ezcdc.envelope.json.Messages.json;
import static dev.ezcdc.envelope.json.Messages.key;
import static dev.ezcdc.envelope.json.Messages.text;
import static dev.ezcdc.envelope.json.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Create;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The envelope is validated as strictly as the values in it, even by a decoder that knows its shape. */
class ConformanceEnvelopeTest {

    private final ConformanceOracle oracle = new ConformanceOracle();

    private byte[] learnedEnvelope(boolean withSchema) {
        byte[] good = json(change("u", customer(1, "ann", "b", "c"), customer(1, "änn", "b", "d")), withSchema);
        oracle.learn(key(1, withSchema), good);
        return good;
    }

    /** Duplicates each name in turn, in the envelope, the source and both rows. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsDuplicateNames(boolean withSchema) {
        String good = text(learnedEnvelope(withSchema));
        int payload = withSchema ? good.indexOf("\"payload\":") : 0;
        List<String> accepted = new ArrayList<>();
        int attempts = 0;
        for (int at = good.indexOf('"', payload); at >= 0; at = good.indexOf('"', at + 1)) {
            int end = good.indexOf("\":", at);
            if ("{,".indexOf(at == 0 ? '{' : good.charAt(at - 1)) >= 0 && end > at) {
                String name = good.substring(at, end + 2);
                if (name.matches("\"[a-z_A-Z]+\":")) {
                    attempts++;
                    for (String copy : List.of(name, escaped(name))) {
                        String twice = good.substring(0, at) + copy + "null," + good.substring(at);
                        if (accepts(withSchema, twice)) {
                            accepted.add(name);
                        }
                    }
                }
            }
        }
        assertThat(accepted).isEmpty();
        assertThat(attempts).isGreaterThan(30);
    }

    /** Returns the same name with its first character escaped. */
    private static String escaped(String name) {
        return String.format("\"\\u%04x", (int) name.charAt(1)) + name.substring(2);
    }

    @Test
    void keyWithDuplicateNamesIsText() {
        learnedEnvelope(true);
        learnedEnvelope(false);
        byte[] plain = json(change("c", null, customer(1, "a", "b", "c")), false);
        String framed = text(key(1, true));
        List<String> keys = List.of(
                "{\"id\":1,\"id\":1}",
                framed.replace("{\"id\":1}", "{\"id\":1,\"id\":1}"),
                framed.replace("\"payload\":", "\"payload\":{},\"payload\":"),
                framed.replace("{\"schema\":", "{\"schema\":{},\"schema\":"),
                framed.replace("\"type\":\"int32\"", "\"type\":\"string\",\"type\":\"int32\""));
        for (String key : keys) {
            assertThat(key).isNotEqualTo(framed);
            assertThat(((Create) Objects.requireNonNull(
                                    oracle.judge(utf8(key), plain).record()))
                            .recordKey())
                    .isEqualTo(key);
        }
    }

    /** Inserts each kind of white space between any two tokens. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsWhiteSpaceBetweenTokens(boolean withSchema) {
        String good = text(learnedEnvelope(withSchema));
        boolean inString = false;
        for (int at = 0; at < good.length(); at++) {
            char c = good.charAt(at);
            if (c == '"') {
                inString = !inString;
            } else if (c == '\\') {
                at++;
            } else if (!inString && "{}[],:".indexOf(c) >= 0) {
                for (String space : List.of(" ", "  ", "\n", "\t\r\n")) {
                    assertThat(accepts(withSchema, good.substring(0, at) + space + good.substring(at)))
                            .isTrue();
                    assertThat(accepts(withSchema, good.substring(0, at + 1) + space + good.substring(at + 1)))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothPathsAgreeOnEveryChangedByte(boolean withSchema) {
        byte[] good = learnedEnvelope(withSchema);
        int from = withSchema ? text(good).indexOf("\"payload\":") : 0;
        for (int at = from; at < good.length; at++) {
            for (byte other : utf8("\u0000 \"\\{],:0-e")) {
                byte[] changed = good.clone();
                changed[at] = other;
                oracle.judge(key(1, withSchema), changed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejectsTruncatedEnvelopes(boolean withSchema) {
        byte[] good = learnedEnvelope(withSchema);
        for (int length = 0; length < good.length; length++) {
            assertThat(oracle.judge(key(1, withSchema), java.util.Arrays.copyOf(good, length))
                            .isAccepted())
                    .isFalse();
        }
        for (int from = 1; from < good.length; from++) {
            assertThat(oracle.judge(key(1, withSchema), java.util.Arrays.copyOfRange(good, from, good.length))
                            .isAccepted())
                    .isFalse();
        }
    }

    private boolean accepts(boolean withSchema, String value) {
        return accepts(key(1, withSchema), utf8(value));
    }

    private boolean accepts(byte @Nullable [] key, byte[] value) {
        return oracle.judge(key, value).isAccepted();
    }
}
