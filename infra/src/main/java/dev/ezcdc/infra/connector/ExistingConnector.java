package dev.ezcdc.infra.connector;

/** The treatment of the settings of a connector that is already registered. */
public enum ExistingConnector {
    /** They stay, except those that the caller requests. The differences from ez-cdc's settings are reported. */
    KEEP,
    /** Those that profiles contain are replaced by the profile's. The others stay. */
    APPLY_PROFILE,
    /** Those that the user's connector file contains are replaced by the file's. The others stay. */
    APPLY_FILE,
    /** They are replaced by ez-cdc's, or by those of the user's connector file. */
    RESET
}
