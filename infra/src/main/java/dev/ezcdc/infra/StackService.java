package dev.ezcdc.infra;

/** A server of the stack, in the order in which a change passes. */
public enum StackService {
    POSTGRES("PostgreSQL", "postgres"),
    CONNECT("Kafka Connect", "connect"),
    KAFKA("Kafka", "kafka");

    private final String title;
    private final String id;

    StackService(String title, String id) {
        this.title = title;
        this.id = id;
    }

    /** The server's own name, for people: {@code Kafka Connect}. */
    public String title() {
        return title;
    }

    /** The name in file names and options: {@code connect}. */
    public String id() {
        return id;
    }
}
