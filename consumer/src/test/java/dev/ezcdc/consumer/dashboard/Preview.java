package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.data.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves the dashboard with generated changes, to preview it without servers. */
public final class Preview {

    private static final List<String> NAMES =
            List.of("Salvador", "Zoë", "Aurelio", "Ngozi", "Sammy", "Björn", "Li Wei", "Fatima", "Emma", "Kenji");

    private final Feed feed = new Feed();
    private final Random random = new Random(1);
    private int id;

    private Preview() {}

    /** Arguments: changes per second, port, duration in seconds, and the directory for screenshots taken at the end. */
    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[0]);
        PipelineMonitor monitor = new PipelineMonitor();
        Preview preview = new Preview();
        ScheduledExecutorService feeding = Executors.newSingleThreadScheduledExecutor();
        try (DashboardServer dashboard = DashboardServer.open(Integer.parseInt(args[1]), monitor, Preview::facts)) {
            System.out.println(dashboard.url());
            long nanos = 1_000_000_000L / Math.min(rate, 200);
            int each = Math.max(1, rate / 200);
            Future<?> unused = feeding.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < each; i++) {
                            monitor.onHandled(preview.nextChange());
                        }
                    },
                    0,
                    nanos,
                    TimeUnit.NANOSECONDS);
            TimeUnit.SECONDS.sleep(Long.parseLong(args[2]));
            Path folder = Path.of(args[3]);
            String url = dashboard.url().toString();
            Screenshot.take(url, folder.resolve("light.png"), "light", 1280, 1000, 1);
            Screenshot.take(url, folder.resolve("dark.png"), "dark", 1280, 1000, 1);
            Screenshot.take(url, folder.resolve("phone.png"), "light", 360, 1900, 1.5);
        } finally {
            feeding.shutdownNow();
        }
    }

    private static List<UpstreamStatus.Fact> facts() {
        return List.of(
                new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "slot", "debezium, streaming", false),
                new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "retained WAL", "16.2 MiB", false),
                new UpstreamStatus.Fact(UpstreamStatus.Station.DATABASE, "not confirmed", "3.4 KiB", false),
                new UpstreamStatus.Fact(UpstreamStatus.Station.CONNECTOR, "customer-cdc", "running", false));
    }

    private ConsumedRecord nextChange() {
        Row before = customer();
        return switch (random.nextInt(4)) {
            case 0 -> feed.delete("customers", before);
            case 1 -> feed.update("customers", before, withNewEmail(before));
            default -> feed.create("customers", before);
        };
    }

    private Row customer() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return Samples.row(
                "id",
                ++id,
                "first_name",
                name,
                "last_name",
                NAMES.get(random.nextInt(NAMES.size())) + "son",
                "email",
                random.nextInt(8) == 0 ? null : name.toLowerCase(java.util.Locale.ROOT) + id + "@mail.example");
    }

    private static Row withNewEmail(Row row) {
        return Samples.row(
                "id",
                row.get("id"),
                "first_name",
                row.get("first_name"),
                "last_name",
                row.get("last_name"),
                "email",
                row.get("first_name") + "@example.org");
    }
}
