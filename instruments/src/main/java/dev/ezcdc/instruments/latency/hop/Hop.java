package dev.ezcdc.instruments.latency.hop;

import java.util.Locale;

/** The stretches of a change's way, in their order; each ends where the next begins. */
public enum Hop {
    /** From the moment it was due to the moment the driver was given the statement. */
    INTENDED_TO_SENT("due → sent", "the load generator"),
    /** To the transaction's commit timestamp, which PostgreSQL takes before it flushes its log. */
    SENT_TO_COMMIT("sent → commit", "PostgreSQL, up to the commit record"),
    /** To the event's own timestamp: the flush, the walsender, and Debezium's reader. */
    COMMIT_TO_DEBEZIUM("commit → Debezium", "log flush, walsender, Debezium's reader"),
    /** To the return of the poll that brought it: Debezium's queue, converter, producer, broker, fetch. */
    DEBEZIUM_TO_POLL("Debezium → poll", "queue, converter, producer, broker, fetch"),
    /** To the decoded event in the handler, those before it in the same poll included. */
    POLL_TO_DECODED("poll → decoded", "the decoder, and records before it in the poll");

    private final String label;
    private final String components;

    Hop(String label, String what) {
        this.label = label;
        this.components = what;
    }

    /** From where to where, short. */
    public String label() {
        return label;
    }

    /** Who has the change meanwhile. */
    public String components() {
        return components;
    }

    /** The name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
