package dev.ezcdc.instruments.audit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.instruments.audit.work.RowChange.Kind;
import dev.ezcdc.instruments.audit.work.WrittenTransaction.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsWhatWasWritten() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("seed of readsWhatWasWritten: " + seed);
        Random random = new Random(seed);
        List<WrittenTransaction> ledger = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            List<RowChange> changes = new ArrayList<>();
            for (int j = random.nextInt(6); j > 0; j--) {
                Kind kind = Kind.values()[random.nextInt(4)];
                changes.add(new RowChange("table" + random.nextInt(20), kind, random.nextLong(), random.nextLong()));
            }
            ledger.add(new WrittenTransaction(
                    random.nextLong(),
                    Outcome.values()[random.nextInt(4)],
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    changes));
        }
        Path file = folder.resolve("ledger");
        LedgerFile.write(file, ledger);
        assertThat(LedgerFile.read(file)).isEqualTo(ledger);
    }

    @Test
    void rejectsOtherFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "not a ledger");
        assertThatThrownBy(() -> LedgerFile.read(file)).isInstanceOf(IOException.class);
    }
}
