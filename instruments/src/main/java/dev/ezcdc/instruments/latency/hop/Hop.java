package dev.ezcdc.instruments.latency.hop;

import java.util.Locale;

/** The consecutive stages of a change's path. Each stage ends where the next begins. */
public enum Hop {
    /** From the scheduled time to the call of the JDBC driver. */
    INTENDED_TO_SENT("due → sent", "the load generator"),
    /** To the transaction's commit timestamp, which PostgreSQL takes before it flushes the log. */
    SENT_TO_COMMIT("sent → commit", "PostgreSQL, up to the commit record"),
    /** To Debezium's timestamp of the event: log flush, walsender, Debezium's reader. */
    COMMIT_TO_DEBEZIUM("commit → Debezium", "log flush, walsender, Debezium's reader"),
    /** To the return of the poll that fetched the record: Debezium's queue, converter, producer, broker, fetch. */
    DEBEZIUM_TO_POLL("Debezium → poll", "queue, converter, producer, broker, fetch"),
    /** To the decoded event in the handler, including the records before it in the same poll. */
    POLL_TO_DECODED("poll → decoded", "the decoder, and records before it in the poll");

    private final String label;
    private final String components;

    Hop(String label, String components) {
        this.label = label;
        this.components = components;
    }

    /** Returns start and end of the stage. */
    public String label() {
        return label;
    }

    /** Returns the components that process the change in this stage. */
    public String components() {
        return components;
    }

    /** Returns the name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
