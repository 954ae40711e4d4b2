package dev.ezcdc.instruments.ledger;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Enters what the load did into a ledger. */
public record LedgerListener(ChangeLedger ledger, Consumer<String> progress) implements LoadListener {

    @Override
    public void onCommitted(WrittenChange change, Timing timing) {
        ledger.committed(change, timing.intendedNanos());
    }

    @Override
    public void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        ledger.inDoubt(change, timing.intendedNanos());
    }

    @Override
    public void onNotice(String message) {
        progress.accept(message);
    }
}
