package dev.ezcdc.loadgen;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Customers: {@code first_name}, {@code last_name} and an {@code email} made of both. A row's seed holds, from the lowest
 * bit, the index of the first name (20 bits), of the last name (20), of the mail domain (4) and a number (10).
 */
final class Customers implements RowSource {

    private static final List<String> COLUMNS = List.of("first_name", "last_name", "email");

    /** Reserved for examples (RFC 2606): no such address reaches anybody. */
    private static final List<String> DOMAINS =
            List.of("example.com", "example.org", "example.net", "mail.example.com", "post.example.org");

    private static final int NUMBERS = 1_000;

    private final NamePool firstNames;
    private final NamePool lastNames;

    Customers(long seed) {
        this.firstNames = NamePool.firstNames(seed);
        this.lastNames = NamePool.lastNames(seed);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public long create(RandomGenerator random) {
        return pack(
                random.nextInt(firstNames.size()),
                random.nextInt(lastNames.size()),
                random.nextInt(DOMAINS.size()),
                random.nextInt(NUMBERS));
    }

    /** Most often a new address; now and then a new last name too, or a first name put right. */
    @Override
    public long change(long rowSeed, RandomGenerator random) {
        int first = first(rowSeed);
        int last = last(rowSeed);
        int draw = random.nextInt(10);
        if (draw < 5) {
            return pack(first, last, random.nextInt(DOMAINS.size()), other(number(rowSeed), NUMBERS, random));
        }
        return draw < 8
                ? pack(first, other(last, lastNames.size(), random), domain(rowSeed), number(rowSeed))
                : pack(other(first, firstNames.size(), random), last, domain(rowSeed), number(rowSeed));
    }

    @Override
    public Row row(long rowSeed) {
        int number = number(rowSeed);
        String email = firstNames.folded(first(rowSeed))
                + '.'
                + lastNames.folded(last(rowSeed))
                + (number == 0 ? "" : Integer.toString(number))
                + '@'
                + DOMAINS.get(domain(rowSeed));
        return Row.of(COLUMNS, firstNames.name(first(rowSeed)), lastNames.name(last(rowSeed)), email);
    }

    /** A number below {@code bound} other than {@code current}. */
    private static int other(int current, int bound, RandomGenerator random) {
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
