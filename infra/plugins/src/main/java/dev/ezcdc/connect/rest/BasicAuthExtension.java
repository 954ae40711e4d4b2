package dev.ezcdc.connect.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets only known users use a worker's REST interface, by HTTP basic authentication. The worker's setting
 * {@value #USERS_CONFIG} names a file with a line {@code user:password} for each user, which is read when the worker starts.
 * Use it with https, because the password is sent in clear text.
 *
 * <p>Requests between the workers of a cluster have no user. The two that exist pass, because the worker checks their
 * signature.
 */
public final class BasicAuthExtension implements ConnectRestExtension {
    /** The worker's setting with the file of users. */
    public static final String USERS_CONFIG = "ezcdc.rest.users.file";

    private List<String> logins = List.of();

    /** @throws ConfigException if the file of users is not set, cannot be read, or contains no user */
    @Override
    public void configure(Map<String, ?> settings) {
        Object file = settings.get(USERS_CONFIG);
        if (file == null) {
            throw new ConfigException(USERS_CONFIG + " is not set. Name a file with lines user:password");
        }
        try {
            logins = Files.readAllLines(Path.of(file.toString())).stream()
                    .filter(line -> line.contains(":"))
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(
                    USERS_CONFIG + ": cannot read " + file + ": " + e.getClass().getSimpleName());
        }
        if (logins.isEmpty()) {
            throw new ConfigException(USERS_CONFIG + ": " + file + " has no line user:password");
        }
    }

    @Override
    public void register(ConnectRestExtensionContext context) {
        context.configurable().register(new LoginFilter(logins));
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void close() {}

    /** Answers requests without a valid login with 401. */
    static final class LoginFilter implements ContainerRequestFilter {
        private final List<byte[]> logins;

        LoginFilter(List<String> logins) {
            this.logins = logins.stream()
                    .map(login -> login.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        public void filter(ContainerRequestContext request) {
            String path = request.getUriInfo().getPath();
            if (isBetweenWorkers(request.getMethod(), path) || isKnown(request.getHeaderString("Authorization"))) {
                return;
            }
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Kafka Connect\"")
                    .entity("a user and a password are required")
                    .build());
        }

        static boolean isBetweenWorkers(String method, String path) {
            return method.equals("POST") && path.matches("/?connectors/[^/]+/tasks/?")
                    || method.equals("PUT") && path.matches("/?connectors/[^/]+/fence/?");
        }

        boolean isKnown(@Nullable String header) {
            if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
                return false;
            }
            byte[] given;
            try {
                given = Base64.getDecoder().decode(header.substring(6).strip());
            } catch (IllegalArgumentException e) {
                return false; // not base64, so not a login
            }
            boolean isKnown = false;
            for (byte[] login : logins) {
                // In constant time, so that the duration does not depend on the password.
                isKnown |= MessageDigest.isEqual(login, given);
            }
            return isKnown;
        }
    }
}
