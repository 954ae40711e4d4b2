package dev.ezcdc.loadgen.rows;

import dev.ezcdc.loadgen.TableName;
import dev.ezcdc.loadgen.WrittenRow;
import dev.ezcdc.loadgen.catalog.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Customers: {@code first_name}, {@code last_name} and an {@code email} made of both. A row's seed holds, from the lowest
 * bit, the index of the first name (20 bits), of the last name (20), of the mail domain (4) and a number (10).
 */
final class CustomerRows implements RowSource {

    static final String ID = "id";

    private static final List<String> COLUMNS = List.of("first_name", "last_name", "email");

    /** Reserved for examples (RFC 2606): no such address reaches anybody. */
    private static final List<String> DOMAINS =
            List.of("example.com", "example.org", "example.net", "mail.example.com", "post.example.org");

    private static final int NUMBERS = 1_000;

    private final NamePool firstNames;
    private final NamePool lastNames;

    CustomerRows(long seed) {
        this.firstNames = NamePool.firstNames(seed);
        this.lastNames = NamePool.lastNames(seed);
    }

    /** Whether it is a table of customers: these columns, a serial or identity id, and nothing else that is required. */
    static boolean matches(TableDefinition table) {
        boolean texts = COLUMNS.stream().allMatch(name -> table.findColumn(name)
                .filter(c -> c.type().isText() && c.type().maxLength() >= 254 && !c.computed())
                .isPresent());
        boolean id = table.findColumn(ID)
                .filter(c -> c.type().isInteger() && c.sequence() != null)
                .isPresent();
        boolean others = table.columns().stream()
                .anyMatch(c -> c.isRequired() && !c.name().equals(ID) && !COLUMNS.contains(c.name()));
        boolean plain = table.checks().isEmpty() && table.foreignKeys().isEmpty();
        boolean unique =
                table.uniqueIndexes().stream().anyMatch(index -> !index.columns().equals(List.of(ID)));
        return texts && id && plain && !others && !unique;
    }

    static RowPlan createPlan(Connection connection, TableDefinition table, long seed) throws SQLException {
        return new RowPlan(
                new CustomerRows(seed),
                COLUMNS.stream().map(table::column).toList(),
                Set.copyOf(COLUMNS),
                true,
                IdPlan.forTable(connection, table, table.column(ID)));
    }

    /** A table for them. */
    static String createSql(TableName table) {
        String texts = COLUMNS.stream().map(c -> ", " + c + " text").collect(Collectors.joining());
        return "  CREATE TABLE " + table.toSql() + " (" + ID + " serial PRIMARY KEY" + texts + ");\n  ALTER TABLE "
                + table.toSql() + " REPLICA IDENTITY FULL;";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public long createSeed(RandomGenerator random) {
        return pack(
                random.nextInt(firstNames.size()),
                random.nextInt(lastNames.size()),
                random.nextInt(DOMAINS.size()),
                random.nextInt(NUMBERS));
    }

    /** Most often a new address; now and then a new last name too, or a first name put right. */
    @Override
    public long changeSeed(long id, long rowSeed, RandomGenerator random) {
        int first = first(rowSeed);
        int last = last(rowSeed);
        int draw = random.nextInt(10);
        if (draw < 5) {
            return pack(first, last, random.nextInt(DOMAINS.size()), drawOther(number(rowSeed), NUMBERS, random));
        }
        return draw < 8
                ? pack(first, drawOther(last, lastNames.size(), random), domain(rowSeed), number(rowSeed))
                : pack(drawOther(first, firstNames.size(), random), last, domain(rowSeed), number(rowSeed));
    }

    @Override
    public WrittenRow createRow(long id, long rowSeed) {
        int number = number(rowSeed);
        String email = firstNames.emailPart(first(rowSeed))
                + '.'
                + lastNames.emailPart(last(rowSeed))
                + (number == 0 ? "" : Integer.toString(number))
                + '@'
                + DOMAINS.get(domain(rowSeed));
        return WrittenRow.of(COLUMNS, firstNames.name(first(rowSeed)), lastNames.name(last(rowSeed)), email);
    }

    /** A number below {@code bound} other than {@code current}. */
    private static int drawOther(int current, int bound, RandomGenerator random) {
        return (current + 1 + random.nextInt(bound - 1)) % bound;
    }

    private static long pack(int first, int last, int domain, int number) {
        return first | (long) last << 20 | (long) domain << 40 | (long) number << 44;
    }

    private static int first(long rowSeed) {
        return (int) rowSeed & 0xFFFFF;
    }

    private static int last(long rowSeed) {
        return (int) (rowSeed >>> 20) & 0xFFFFF;
    }

    private static int domain(long rowSeed) {
        return (int) (rowSeed >>> 40) & 0xF;
    }

    private static int number(long rowSeed) {
        return (int) (rowSeed >>> 44) & 0x3FF;
    }
}
