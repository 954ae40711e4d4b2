package dev.ezcdc.infra.connector;

/** The treatment of the settings of a connector that is already registered. */
public enum ExistingConnector {
    /** They stay, except those that the caller requests. The differences from ez-cdc's settings are reported. */
    KEEP,
    /** Those that profiles contain are replaced by the profile's. The others stay. */
    APPLY_PROFILE,
    /** They are replaced by ez-cdc's. */
    RESET
}
