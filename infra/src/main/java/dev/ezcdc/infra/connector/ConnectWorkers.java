package dev.ezcdc.infra.connector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * The workers of a Kafka Connect cluster, each of which answers for all. Thread-safe.
 *
 * @param urls with a trailing slash
 */
record ConnectWorkers(List<URI> urls, ConnectAccess access, HttpClient http) {
    /** A worker that is frozen accepts a connection, and never answers. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    ConnectWorkers {
        urls = List.copyOf(urls);
    }

    /** Returns a worker that answers; the first one if none does. */
    URI choose() throws InterruptedException {
        if (urls.size() > 1) {
            for (URI url : urls) {
                if (answers(url)) {
                    return url;
                }
            }
        }
        return urls.get(0);
    }

    private boolean answers(URI url) throws InterruptedException {
        HttpRequest request = access.authorize(HttpRequest.newBuilder(url))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            http.send(request, BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false; // the caller reports the error if no worker answers
        }
    }

    static URI withSlash(URI url) {
        String text = url.toString();
        return URI.create(text.endsWith("/") ? text : text + "/");
    }
}
