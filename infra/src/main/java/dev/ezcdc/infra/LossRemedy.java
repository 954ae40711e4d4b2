package dev.ezcdc.infra;

/** The commands that make up for lost changes. */
public final class LossRemedy {
    /** Reads the tables again; for a slot that streams, but has skipped changes. */
    public static final String RESNAPSHOT = "`./cdc connectors resnapshot --all --set-up`";

    /** Replaces the slot, and reads the tables again; for a slot from which the connector cannot continue. */
    public static final String NEW_SLOT = "`./cdc connectors resnapshot --all --new-slot --set-up`";

    private LossRemedy() {}
}
