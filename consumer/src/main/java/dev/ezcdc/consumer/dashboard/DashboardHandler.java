package dev.ezcdc.consumer.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the dashboard to browsers on this machine, and the event stream only to the dashboard's own page. */
final class DashboardHandler extends Handler.Abstract.NonBlocking {

    /** Permits only the dashboard's own files and stream, and forbids turning text into markup. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final HttpFields SECURITY_HEADERS = HttpFields.from(
            new HttpField("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("X-Frame-Options", "DENY"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
            new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    /** Any other host name belongs to another site, which could read the data through DNS rebinding. */
    private static final Pattern ALLOWED_HOSTS =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Map<String, Asset> assets = Asset.loadAll();
    private final EventBroadcaster broadcaster;

    DashboardHandler(EventBroadcaster broadcaster) {
        this.broadcaster = broadcaster;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SECURITY_HEADERS.forEach(field -> response.getHeaders().put(field));
        String host = request.getHeaders().get(HttpHeader.HOST);
        String path = request.getHttpURI().getPath();
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (host == null || !ALLOWED_HOSTS.matcher(host).matches()) {
            sendText(
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "unknown host; use localhost or 127.0.0.1\n");
        } else if (!get && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            sendText(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD are allowed\n");
        } else if ("/events".equals(path) && get) {
            openStream(request, response, callback);
        } else {
            sendAsset(path, response, callback);
        }
        return true;
    }

    private void openStream(Request request, Response response, Callback callback) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            sendText(response, callback, HttpStatus.FORBIDDEN_403, "only the dashboard can read this stream\n");
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        if (!broadcaster.open(response, callback)) {
            sendText(
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "too many open dashboards; close one and reload\n");
        }
    }

    private void sendAsset(String path, Response response, Callback callback) {
        Asset asset = assets.get(path);
        if (asset == null) {
            sendText(response, callback, HttpStatus.NOT_FOUND_404, "not found\n");
        } else {
            send(response, callback, HttpStatus.OK_200, asset.contentType(), asset.content());
        }
    }

    private static void sendText(Response response, Callback callback, int status, String text) {
        send(response, callback, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(Response response, Callback callback, int status, String type, byte[] content) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
    }
}
