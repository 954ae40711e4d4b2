package dev.ezcdc.e2e.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.e2e.prose.ProseCheck.Hit;
import dev.ezcdc.e2e.prose.ProseCheck.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {
    private static final Path ROOT = Path.of(System.getProperty("ezcdc.root", ".."));

    private static ProseCheck check;

    @BeforeAll
    static void readRules() throws IOException {
        check = new ProseCheck(Rule.read(ROOT.resolve(ProseCheck.RULES)));
    }

    @Test
    void repositoryFollowsTheRules() throws IOException {
        List<Hit> hits = check.checkAll(ROOT, ROOT);

        assertThat(hits)
                .withFailMessage(() -> hits.size() + " phrases to rewrite:\n"
                        + hits.stream().map(Hit::toString).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A name that no client knows is told.",
                "`./cdc status` tells.",
                "The consumer reads the topic, and nobody is told.",
                "The figures above show the form.",
                "Two changes have the same place in the log.",
                "The value is no JDBC URL.",
                "Waits until the slot is there.",
                "Waits for what is in hand.",
                "Records are set\naside, and the rest goes on.",
                "Run again it heals what is broken.",
                "What becomes of a record",
                "The value arrives as it is.",
                "A change of PostgreSQL's is decoded.",
                "The process has a folder of its own.",
                "Besides, it logs every change.",
                "Writes so many rows, and after so many the table is full.",
                "The group begins anew with each snapshot.",
                "Whoever rebuilds a table must clear it.",
                "What the log keeps is lost.",
                "No cost is to be seen.",
                "The log has its own colour and recognises dates.",
            })
    void findsPhrases(String text) {
        assertThat(check.check("x.md", "md", text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The decoder rejects malformed records and reports the byte offset.",
                "There is no record with that key, and there are no others in its place.",
                "The rebalance takes place while each consumer keeps its own offset.",
                "CDC stands for change data capture; a standby takes over.",
                "If the outcome of the transaction is unknown, the generator reads the row as it is written.",
                "Several partitions can be read at once, on their own threads.",
                "A beginner figures out the promise of an exercise and configures Kafka.",
                "Is the slot there? What is a slot?",
                "The executor performs an orderly shutdown of its own threads.",
                "Debezium's connector is a subclass of Debezium's base class.",
                "Run `whoever is told` or see [the page](of-its-own.md), then go on to step 2.",
                "```\nwhoever is told\n```\n\nThe address analyses are compared.",
            })
    void acceptsPlainEnglish(String text) {
        assertThat(check.check("x.md", "md", text)).isEmpty();
    }

    @Test
    void namesTheLineOfAPhrase() {
        assertThat(check.check("x.md", "md", "# Title\n\nOne line,\nthen a record is kept\naside.\n"))
                .containsExactly(new Hit("x.md", 4, "kept aside", "dead-lettered, skipped, saved"));
    }

    @Test
    void boundsTheLengthOfASentence() {
        String words = "word ".repeat(45).strip();

        assertThat(check.check("x.md", "md", words + ".")).isEmpty();
        assertThat(check.check("x.md", "md", words + " word.")).hasSize(1);
        assertThat(check.check("x.md", "md", words + ". Another " + words + "."))
                .hasSize(1);
        assertThat(check.check("x.md", "md", words + "\n```sh\n./cdc\n```\n" + words))
                .isEmpty();
    }

    @Test
    void readsJavadocFromItsStart() {
        assertThat(java("/** What comes first. */")).isNotEmpty();
        assertThat(java("/**\n * Whether the slot exists.\n */")).isNotEmpty();
        assertThat(java("/**\n * Returns whether {@code told} is set.\n *\n * @param told the flag\n */"))
                .isEmpty();
    }

    @Test
    void readsComments() {
        assertThat(java("// Records are kept\n    // aside.\n")).hasSize(1);
        assertThat(java("int a; // nobody reads it")).hasSize(1);
        assertThat(check.check("x.sh", "sh", "# The records are kept\n# aside.\nexit 1 # told\n"))
                .hasSize(2);
        assertThat(check.check("x.sh", "sh", "echo \"the rest goes on\"; run \"kept aside\"\n"))
                .hasSize(1);
        assertThat(check.check("x.sql", "sql", "-- nobody reads it\nSELECT 'nobody';\n"))
                .hasSize(1);
        assertThat(check.check("x.html", "html", "<!-- told --><p>nobody <b>reads</b></p><code>told</code>"))
                .hasSize(2);
        assertThat(check.check("pom.xml", "xml", "<!-- told --><description>of its own</description><a>told</a>"))
                .hasSize(2);
    }

    @Test
    void readsMessages() {
        String code = "String s = \"the record is kept \"\n    + \"aside, says %s\";";

        assertThat(java(code)).hasSize(1);
        assertThat(java("String name = \"nobody\";")).isEmpty();
        assertThat(check.check("x/src/test/java/X.java", "java", code)).isEmpty();
        assertThat(check.check("x/src/test/java/X.java", "java", "@DisplayName(\"a record is kept aside\")"))
                .hasSize(1);
    }

    @Test
    void readsIdentifiers() {
        assertThat(java("int colourOfLine = beginHandshake(reconfigures);")).hasSize(1);
        assertThat(java("void whatComesAgain() {}")).hasSize(1);
    }

    private static List<Hit> java(String code) {
        return check.check("X.java", "java", code);
    }
}
