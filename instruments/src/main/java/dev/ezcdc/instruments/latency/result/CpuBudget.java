package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.cpu.CodeGroup;
import dev.ezcdc.instruments.latency.cpu.CpuUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Computes the CPU time of a row by purpose. The times of processes and threads come from the kernel, and within a JVM are
 * distributed over the kinds of code by their samples. Native code, such as sockets and lz4, counts for the calling code.
 */
public final class CpuBudget {
    private static final String POSTGRES = "PostgreSQL";
    private static final String DEBEZIUM = "Debezium's reader";
    private static final String CONVERTER = "converter";
    private static final String CONNECT = "Connect and producer";
    private static final String BROKER = "broker";
    private static final String CONSUMER = "consumer and decoder";
    private static final String LOAD = "load generator";
    private static final String JIT_AND_GC = "JIT and garbage";

    private CpuBudget() {}

    /** Returns microseconds by part, in the order of a row's path, or an empty map if samples or times are missing. */
    public static Map<String, Double> of(BurstStats stats) {
        Map<String, Double> budget = new LinkedHashMap<>();
        Map<String, Double> cpu = stats.cpuMicrosPerRow();
        if (stats.codeShares().isEmpty() || cpu.isEmpty()) {
            return budget;
        }
        for (String part : new String[] {LOAD, POSTGRES, DEBEZIUM, CONVERTER, CONNECT, BROKER, CONSUMER, JIT_AND_GC}) {
            budget.put(part, 0.0);
        }
        cpu.forEach((process, micros) -> {
            if (process.contains("/")) {
                return;
            }
            double jitAndGc = cpu.getOrDefault(process + "/" + CpuUsage.JIT_COMPILER, 0.0)
                    + cpu.getOrDefault(process + "/" + CpuUsage.GARBAGE_COLLECTOR, 0.0);
            if (process.equals(POSTGRES)) {
                budget.merge(POSTGRES, micros, Double::sum);
            } else {
                budget.merge(JIT_AND_GC, jitAndGc, Double::sum);
                distribute(budget, stats.codeShares(), process, Math.max(0, micros - jitAndGc));
            }
        });
        return budget;
    }

    /** Returns the part of this project's code, without JIT compilers and garbage collector; 0 if it is unknown. */
    public static double ownMicros(BurstStats stats) {
        Map<String, Double> budget = of(stats);
        return budget.getOrDefault(CONVERTER, 0.0)
                + budget.getOrDefault(CONSUMER, 0.0)
                + budget.getOrDefault(LOAD, 0.0);
    }

    private static void distribute(
            Map<String, Double> budget, Map<String, Double> shares, String process, double micros) {
        boolean sampled = shares.keySet().stream().anyMatch(name -> name.startsWith(process + "/"));
        if (!sampled) {
            budget.merge(defaultPart(process), micros, Double::sum);
            return;
        }
        for (CodeGroup group : CodeGroup.values()) {
            double share = shares.getOrDefault(process + "/" + group.label(), 0.0);
            budget.merge(partOf(process, group), micros * share, Double::sum);
        }
    }

    private static String partOf(String process, CodeGroup group) {
        boolean thisJvm = process.equals(CpuUsage.THIS_JVM);
        return switch (group) {
            case JDBC_DRIVER -> thisJvm ? LOAD : DEBEZIUM;
            case DEBEZIUM -> DEBEZIUM;
            case CONVERTER -> CONVERTER;
            case LOAD -> LOAD;
            default -> defaultPart(process);
        };
    }

    private static String defaultPart(String process) {
        return switch (process) {
            case "Kafka" -> BROKER;
            case CpuUsage.THIS_JVM -> CONSUMER;
            default -> CONNECT;
        };
    }
}
