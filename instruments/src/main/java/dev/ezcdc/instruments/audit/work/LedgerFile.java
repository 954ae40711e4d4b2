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
 * Reads and writes ledgers as files of about ten bytes per change: numbers are variable-length integers of seven bits per
 * byte, most of them differences from the previous number of the same kind.
 */
public final class LedgerFile {

    private static final int MAGIC = 0x435A4C31;

    private LedgerFile() {}

    /** Writes a ledger and replaces an existing file. */
    public static void write(Path file, List<WrittenTransaction> transactions) throws IOException {
        List<String> tables = transactions.stream()
                .flatMap(transaction -> transaction.changes().stream())
                .map(RowChange::table)
                .distinct()
                .toList();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(MAGIC);
            writeNumber(out, tables.size());
            for (String table : tables) {
                out.writeUTF(table);
            }
            writeNumber(out, transactions.size());
            DeltaCodecs deltas = new DeltaCodecs();
            for (WrittenTransaction transaction : transactions) {
                deltas.xid.write(out, transaction.xid());
                out.writeByte(transaction.outcome().ordinal());
                deltas.lsn.write(out, transaction.lsnBefore());
                writeNumber(out, transaction.lsnAfter() - transaction.lsnBefore());
                deltas.due.write(out, transaction.dueNanos());
                writeNumber(out, transaction.returnedNanos() - transaction.dueNanos());
                writeNumber(out, transaction.changes().size());
                for (RowChange change : transaction.changes()) {
                    out.writeByte(
                            tables.indexOf(change.table()) * 4 + change.kind().ordinal());
                    deltas.id.write(out, change.id());
                    deltas.version.write(out, change.version());
                }
            }
        }
    }

    /**
     * Reads a ledger.
     *
     * @throws IOException also if the file is not a ledger
     */
    public static List<WrittenTransaction> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a ledger: " + file);
            }
            List<String> tables = new ArrayList<>();
            for (long count = readNumber(in); count > 0; count--) {
                tables.add(in.readUTF());
            }
            List<WrittenTransaction> transactions = new ArrayList<>();
            DeltaCodecs deltas = new DeltaCodecs();
            for (long count = readNumber(in); count > 0; count--) {
                long xid = deltas.xid.read(in);
                Outcome outcome = Outcome.values()[in.readByte()];
                long lsn = deltas.lsn.read(in);
                long after = lsn + readNumber(in);
                long due = deltas.due.read(in);
                long returned = due + readNumber(in);
                List<RowChange> changes = new ArrayList<>();
                for (long remaining = readNumber(in); remaining > 0; remaining--) {
                    int head = in.readUnsignedByte();
                    long id = deltas.id.read(in);
                    long version = deltas.version.read(in);
                    changes.add(new RowChange(tables.get(head / 4), Kind.values()[head % 4], id, version));
                }
                transactions.add(new WrittenTransaction(xid, outcome, lsn, after, due, returned, changes));
            }
            return transactions;
        }
    }

    private static void writeNumber(DataOutputStream out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("malformed ledger: a number has more than 64 bits");
    }

    /** One codec per kind of number. */
    private static final class DeltaCodecs {
        private final DeltaCodec xid = new DeltaCodec();
        private final DeltaCodec lsn = new DeltaCodec();
        private final DeltaCodec due = new DeltaCodec();
        private final DeltaCodec id = new DeltaCodec();
        private final DeltaCodec version = new DeltaCodec();
    }

    /** Encodes a number as its difference from the previous one. */
    private static final class DeltaCodec {
        private long last;

        private void write(DataOutputStream out, long value) throws IOException {
            writeNumber(out, value - last);
            last = value;
        }

        private long read(DataInputStream in) throws IOException {
            last += readNumber(in);
            return last;
        }
    }
}
