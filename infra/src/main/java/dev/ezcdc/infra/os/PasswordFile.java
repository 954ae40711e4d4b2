package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** A random password in a file that only its owner can read. */
public record PasswordFile(Path file) {
    private static final int PASSWORD_BYTES = 24;

    /** Returns the password, of letters, digits, dashes and underscores. Creates it the first time. */
    public String read() {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[PASSWORD_BYTES];
                new SecureRandom().nextBytes(random);
                TextFiles.writePrivate(
                        file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StackException("cannot read or write " + file + ": " + Exceptions.message(e), e);
        }
    }
}
