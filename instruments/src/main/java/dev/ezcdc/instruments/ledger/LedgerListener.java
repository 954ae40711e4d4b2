package dev.ezcdc.instruments.ledger;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Adds the load generator's changes to a ledger. Thread-safe. */
public record LedgerListener(ChangeLedger ledger, Consumer<String> progress) implements LoadListener {

    @Override
    public void committed(WrittenChange change, Timing timing) {
        ledger.addCommitted(change, timing.intendedNanos());
    }

    @Override
    public void inDoubt(WrittenChange change, Timing timing, SQLException cause) {
        ledger.addInDoubt(change, timing.intendedNanos());
    }

    @Override
    public void waiting(String message) {
        progress.accept(message);
    }
}
