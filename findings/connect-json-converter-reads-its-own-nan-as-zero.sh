#!/usr/bin/env bash
# A good guess: Kafka Connect's JsonConverter reads back what it wrote. NaN and the infinities have no form in JSON, so
# it either rejects them or writes something that it understands.
# In fact, with schemas.enable=true it writes the strings "NaN", "Infinity" and "-Infinity", and reads each of them as
# 0.0, without an error. If a source and a sink both use JsonConverter, the sink receives 0.0 for every float32 and
# float64 that was not finite, such as NaN in a PostgreSQL `double precision` column.
# Versions: connect-json 4.3.1.
# Source: measured; the readers in JsonConverter call JsonNode.doubleValue(), which is 0.0 for a string.
# Exit status: 0 as described, 1 changed, 2 could not run. Needs JDK 17 and Maven.
set -uo pipefail

kafka=4.3.1
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
give_up() { echo "could not run: $*" >&2; exit 2; }

cd "$directory" && mkdir classes || give_up "no temporary directory"
dependency() { echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"; }
cat >pom.xml <<POM
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    $(dependency org.apache.kafka connect-json $kafka)
    $(dependency org.slf4j slf4j-nop 2.0.17)
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || give_up "Maven: $(grep -m1 ERROR mvn.log)"

cat >RoundTrip.java <<'JAVA'
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;

public class RoundTrip {
    static final JsonConverter CONVERTER = new JsonConverter();

    public static void main(String[] args) {
        CONVERTER.configure(Map.of("schemas.enable", "true"), false);
        boolean described = true;
        for (double value : new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double expected = Double.isFinite(value) ? value : 0;
            described &= is(expected, roundTrip(Schema.FLOAT64_SCHEMA, value));
            described &= is((float) expected, roundTrip(Schema.FLOAT32_SCHEMA, (float) value));
        }
        System.exit(described ? 0 : 1);
    }

    static Object roundTrip(Schema schema, Object value) {
        byte[] json = CONVERTER.fromConnectData("topic", schema, value);
        Object read;
        try {
            read = CONVERTER.toConnectData("topic", json).value();
        } catch (DataException rejected) {
            read = rejected;
        }
        System.out.println(schema.type() + " " + value + ": " + new String(json, UTF_8) + " is read as " + read);
        return read;
    }

    static boolean is(Object expected, Object read) {
        if (!expected.equals(read)) System.out.println("changed: read as " + read + ", no longer as " + expected);
        return expected.equals(read);
    }
}
JAVA
javac -proc:none -cp 'lib/*' -d classes RoundTrip.java || give_up "the program does not compile"
java -cp 'classes:lib/*' RoundTrip 2>error.log
status=$?
[ $status -le 1 ] && ! grep -q '^Exception in' error.log || give_up "$(head -3 error.log)"
[ $status = 0 ] && echo "as described"
exit $status
