package dev.ezcdc.infra;

/** A server of the stack, in the order in which a change passes through them. */
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

    /** Returns the display name, such as {@code Kafka Connect}. */
    public String title() {
        return title;
    }

    /** Returns the name used in file names and options, such as {@code connect}. */
    public String id() {
        return id;
    }
}
