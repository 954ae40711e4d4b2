package dev.ezcdc.benchmarks.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ezcdc.benchmarks.contender.Contender;
import java.nio.file.Path;
import java.util.List;

/** Renders a report as one JSON object for other programs. JMH's JSON has the single samples. */
public final class JsonReport {

    private JsonReport() {}

    /** Returns the object on one line. */
    public static String render(Report report, List<Path> files) {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("benchmark", "decode");
        json.put("rough", report.rough());
        ArrayNode results = json.putArray("results");
        for (Measurement m : report.measurements()) {
            ObjectNode result = results.addObject();
            result.put("corpus", m.corpus().name());
            result.put("contender", m.contender().name());
            result.put("ns_per_op", m.nanos());
            result.put("spread_ns", m.spreadNanos());
            ArrayNode rounds = result.putArray("ns_of_rounds");
            m.roundNanos().forEach(rounds::add);
            result.put("bytes_per_op", m.bytes());
            result.put("times_as_fast_as_" + Report.BASELINE, report.speedup(m).orElse(null));
            result.put("other_format", m.contender().hasOtherFormat());
            result.put("does_less", m.contender().times() == Contender.Times.NUMBERS);
        }
        GoalTable.writeTo(json.putArray("goals"), report);
        Growth.writeTo(json.putArray("growth"), report);
        ArrayNode newSchemas = json.putArray("new_schemas");
        for (NewSchemaCost cost : report.newSchemas()) {
            newSchemas
                    .addObject()
                    .put("contender", cost.contender().name())
                    .put("first_messages", cost.messages())
                    .put("ns", cost.findNanos())
                    .put("spread_ns", cost.spreadNanos());
        }
        Machine machine = report.machine();
        json.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("memory_bytes", machine.memoryBytes())
                .put("os", machine.os())
                .put("jdk", machine.jdk())
                .put("load_average", machine.loadAverage());
        json.put("command", report.command());
        json.put("date", report.date().toString());
        ArrayNode written = json.putArray("reports");
        files.forEach(file -> written.add(file.toString()));
        return json.toString();
    }
}
