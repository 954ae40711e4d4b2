package dev.ezcdc.instruments.audit.work;

import dev.ezcdc.instruments.audit.work.RowChange.Kind;
import dev.ezcdc.instruments.audit.work.WrittenTransaction.Outcome;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger in a file, some ten bytes for a change: numbers are written in sevens of bits, each as its difference from the
 * one before of its kind.
 */
public final class LedgerFile {

    private static final int MAGIC = 0x435A4C31;

    private LedgerFile() {}

    /** Writes a ledger, in place of what is there. */
    public static void write(Path file, List<WrittenTransaction> transactions) throws IOException {
        List<String> tables = transactions.stream()
                .flatMap(transaction -> transaction.changes().stream())
                .map(RowChange::table)
                .distinct()
                .toList();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(MAGIC);
            number(out, tables.size());
            for (String table : tables) {
                out.writeUTF(table);
            }
            number(out, transactions.size());
            LastValues last = new LastValues();
            for (WrittenTransaction transaction : transactions) {
                last.xid.write(out, transaction.xid());
                out.writeByte(transaction.outcome().ordinal());
                last.lsn.write(out, transaction.lsnBefore());
                number(out, transaction.lsnAfter() - transaction.lsnBefore());
                last.due.write(out, transaction.dueNanos());
                number(out, transaction.returnedNanos() - transaction.dueNanos());
                number(out, transaction.changes().size());
                for (RowChange change : transaction.changes()) {
                    out.writeByte(
                            tables.indexOf(change.table()) * 4 + change.kind().ordinal());
                    last.id.write(out, change.id());
                    last.version.write(out, change.version());
                }
            }
        }
    }

    /** @throws IOException also if the file is no ledger */
    public static List<WrittenTransaction> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no ledger");
            }
            List<String> tables = new ArrayList<>();
            for (long left = number(in); left > 0; left--) {
                tables.add(in.readUTF());
            }
            List<WrittenTransaction> transactions = new ArrayList<>();
            LastValues last = new LastValues();
            for (long left = number(in); left > 0; left--) {
                long xid = last.xid.read(in);
                Outcome outcome = Outcome.values()[in.readByte()];
                long lsn = last.lsn.read(in);
                long after = lsn + number(in);
                long due = last.due.read(in);
                long returned = due + number(in);
                List<RowChange> changes = new ArrayList<>();
                for (long more = number(in); more > 0; more--) {
                    int head = in.readUnsignedByte();
                    long id = last.id.read(in);
                    long version = last.version.read(in);
                    changes.add(new RowChange(tables.get(head / 4), Kind.values()[head % 4], id, version));
                }
                transactions.add(new WrittenTransaction(xid, outcome, lsn, after, due, returned, changes));
            }
            return transactions;
        }
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("a number in the ledger has no end");
    }

    /** The last number of each kind. */
    private static final class LastValues {
        private final DeltaCodec xid = new DeltaCodec();
        private final DeltaCodec lsn = new DeltaCodec();
        private final DeltaCodec due = new DeltaCodec();
        private final DeltaCodec id = new DeltaCodec();
        private final DeltaCodec version = new DeltaCodec();
    }

    /** A number that is written as its difference from the one before. */
    private static final class DeltaCodec {
        private long last;

        private void write(DataOutputStream out, long value) throws IOException {
            number(out, value - last);
            last = value;
        }

        private long read(DataInputStream in) throws IOException {
            last += number(in);
            return last;
        }
    }
}
