package dev.ezcdc.instruments.ledger;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.WrittenChange;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Adds the load generator's changes to a ledger. Thread-safe. */
public record LedgerListener(ChangeLedger ledger, Consumer<String> progress) implements LoadListener {

    @Override
    public void onCommitted(WrittenChange change, Timing timing) {
        ledger.addCommitted(change, timing.intendedNanos());
    }

    @Override
    public void onInDoubt(WrittenChange change, Timing timing, SQLException cause) {
        ledger.addInDoubt(change, timing.intendedNanos());
    }

    @Override
    public void onNotice(String message) {
        progress.accept(message);
    }
}
