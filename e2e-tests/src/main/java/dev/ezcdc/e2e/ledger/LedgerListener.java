package dev.ezcdc.e2e.ledger;

import dev.ezcdc.loadgen.Change;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.Timing;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Enters what the load did into a ledger. */
public record LedgerListener(ChangeLedger ledger, Consumer<String> progress) implements LoadListener {

    @Override
    public void committed(Change change, Timing timing) {
        ledger.committed(change, timing.intendedNanos());
    }

    @Override
    public void inDoubt(Change change, Timing timing, SQLException cause) {
        ledger.inDoubt(change, timing.intendedNanos());
    }

    @Override
    public void waiting(String message) {
        progress.accept(message);
    }
}
