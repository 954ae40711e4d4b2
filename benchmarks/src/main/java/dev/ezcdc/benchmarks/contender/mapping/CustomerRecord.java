package dev.ezcdc.benchmarks.contender.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A row of {@code customers} as a Java record. */
public record CustomerRecord(
        int id,
        @JsonProperty("first_name") @Nullable String firstName,
        @JsonProperty("last_name") @Nullable String lastName,
        @Nullable String email) {}
