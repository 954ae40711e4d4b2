package dev.ezcdc.infra;

import java.util.Comparator;

/**
 * One server of a stack. A highly available stack has several of a kind.
 *
 * @param number 1 for the first of its kind; the only one of a stack without replicas
 */
public record Node(StackService service, int number) implements Comparable<Node> {
    private static final Comparator<Node> ORDER =
            Comparator.comparing(Node::service).thenComparingInt(Node::number);

    public Node {
        if (number < 1) {
            throw new IllegalArgumentException("the first node has number 1: " + number);
        }
    }

    /** Returns the first node of a kind. */
    public static Node first(StackService service) {
        return new Node(service, 1);
    }

    /** Returns the display name: {@code Kafka} for the first node, {@code Kafka 2} for the second. */
    public String title() {
        return number == 1 ? service.title() : service.title() + " " + number;
    }

    /** Returns the name used in file names and options: {@code kafka} for the first node, {@code kafka-2} for the second. */
    public String id() {
        return number == 1 ? service.id() : service.id() + "-" + number;
    }

    /** Orders nodes as a change passes through them, and then by number. */
    @Override
    public int compareTo(Node other) {
        return ORDER.compare(this, other);
    }

    /** Returns the {@link #id}. */
    @Override
    public String toString() {
        return id();
    }
}
