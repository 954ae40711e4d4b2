package dev.ezcdc.benchmarks.contender.mapping;

import com.dslplatform.json.CompiledJson;
import com.dslplatform.json.JsonAttribute;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A row of {@code customers}. */
@CompiledJson
public final class Customer {

    @JsonAttribute(index = 0)
    private int id;

    @JsonProperty("first_name")
    @JsonAttribute(name = "first_name", index = 1)
    private @Nullable String firstName;

    @JsonProperty("last_name")
    @JsonAttribute(name = "last_name", index = 2)
    private @Nullable String lastName;

    @JsonAttribute(index = 3)
    private @Nullable String email;

    public int getId() {
        return id;
    }

    public void setId(int id) {
        this.id = id;
    }

    public @Nullable String getFirstName() {
        return firstName;
    }

    public void setFirstName(@Nullable String firstName) {
        this.firstName = firstName;
    }

    public @Nullable String getLastName() {
        return lastName;
    }

    public void setLastName(@Nullable String lastName) {
        this.lastName = lastName;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String email) {
        this.email = email;
    }
}
