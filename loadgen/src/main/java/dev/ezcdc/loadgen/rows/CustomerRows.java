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
 * Rows of a customers table: {@code first_name}, {@code last_name} and an {@code email} made of both. The seed of a row
 * contains, from the lowest bit, the indexes of the first name (20 bits), the last name (20 bits) and the mail domain (4
 * bits), and a number (10 bits).
 */
final class CustomerRows implements RowSource {

    static final String ID = "id";

    private static final List<String> COLUMNS = List.of("first_name", "last_name", "email");

    /** Domains reserved for examples (RFC 2606), so mail to these addresses is never delivered. */
    private static final List<String> DOMAINS =
            List.of("example.com", "example.org", "example.net", "mail.example.com", "post.example.org");

    private static final int NUMBER_BOUND = 1_000;

    private final NamePool firstNames;
    private final NamePool lastNames;

    CustomerRows(long seed) {
        this.firstNames = NamePool.firstNames(seed);
        this.lastNames = NamePool.lastNames(seed);
    }

    /** Returns true if the table has these columns, a serial or identity id, and no other required column or constraint. */
    static boolean matches(TableDefinition table) {
        boolean hasTexts = COLUMNS.stream().allMatch(name -> table.findColumn(name)
                .filter(c -> c.type().isText() && c.type().maxLength() >= 254 && !c.computed())
                .isPresent());
        boolean hasId = table.findColumn(ID)
                .filter(c -> c.type().isInteger() && c.sequence() != null)
                .isPresent();
        boolean hasOtherRequired = table.columns().stream()
                .anyMatch(c -> c.isRequired() && !c.name().equals(ID) && !COLUMNS.contains(c.name()));
        boolean isUnconstrained =
                table.checks().isEmpty() && table.foreignKeys().isEmpty();
        boolean hasOtherUnique = table.uniqueIndexes().stream()
                .anyMatch(index -> !index.columns().equals(List.of(ID)));
        return hasTexts && hasId && isUnconstrained && !hasOtherRequired && !hasOtherUnique;
    }

    static RowPlan createPlan(Connection connection, TableDefinition table, long seed) throws SQLException {
        return new RowPlan(
                new CustomerRows(seed),
                COLUMNS.stream().map(table::column).toList(),
                Set.copyOf(COLUMNS),
                true,
                IdPlan.forTable(connection, table, table.column(ID)));
    }

    /** Returns SQL that creates a customers table. */
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
                random.nextInt(NUMBER_BOUND));
    }

    /** Changes the address in 50% of the updates, the last name in 30% and the first name in 20%. */
    @Override
    public long changeSeed(long id, long rowSeed, RandomGenerator random) {
        int firstName = firstName(rowSeed);
        int lastName = lastName(rowSeed);
        int draw = random.nextInt(10);
        if (draw < 5) {
            return pack(
                    firstName,
                    lastName,
                    random.nextInt(DOMAINS.size()),
                    drawOther(number(rowSeed), NUMBER_BOUND, random));
        }
        return draw < 8
                ? pack(firstName, drawOther(lastName, lastNames.size(), random), domain(rowSeed), number(rowSeed))
                : pack(drawOther(firstName, firstNames.size(), random), lastName, domain(rowSeed), number(rowSeed));
    }

    @Override
    public WrittenRow createRow(long id, long rowSeed) {
        int number = number(rowSeed);
        String email = firstNames.emailPart(firstName(rowSeed))
                + '.'
                + lastNames.emailPart(lastName(rowSeed))
                + (number == 0 ? "" : Integer.toString(number))
                + '@'
                + DOMAINS.get(domain(rowSeed));
        return WrittenRow.of(COLUMNS, firstNames.name(firstName(rowSeed)), lastNames.name(lastName(rowSeed)), email);
    }

    /** Draws a number below {@code bound} other than {@code current}. */
    private static int drawOther(int current, int bound, RandomGenerator random) {
        return (current + 1 + random.nextInt(bound - 1)) % bound;
    }

    private static long pack(int firstName, int lastName, int domain, int number) {
        return firstName | (long) lastName << 20 | (long) domain << 40 | (long) number << 44;
    }

    private static int firstName(long rowSeed) {
        return (int) rowSeed & 0xFFFFF;
    }

    private static int lastName(long rowSeed) {
        return (int) (rowSeed >>> 20) & 0xFFFFF;
    }

    private static int domain(long rowSeed) {
        return (int) (rowSeed >>> 40) & 0xF;
    }

    private static int number(long rowSeed) {
        return (int) (rowSeed >>> 44) & 0x3FF;
    }
}
