package dev.ezcdc.instruments.latency.result;

import dev.ezcdc.instruments.latency.cpu.CodeGroup;
import dev.ezcdc.instruments.latency.cpu.CpuUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a row of a burst costs in processor time, by what is done for it: times of processes and threads from the kernel,
 * spread within a JVM over the kinds of code by their samples. What is not Java code, such as sockets and lz4, counts for
 * the code around it.
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

    /** Microseconds by part, in the order of a row's way; empty where samples or times are missing. */
    public static Map<String, Double> of(BurstStats figures) {
        Map<String, Double> budget = new LinkedHashMap<>();
        Map<String, Double> cpu = figures.cpuMicrosPerRow();
        if (figures.codeShares().isEmpty() || cpu.isEmpty()) {
            return budget;
        }
        for (String part : new String[] {LOAD, POSTGRES, DEBEZIUM, CONVERTER, CONNECT, BROKER, CONSUMER, JIT_AND_GC}) {
            budget.put(part, 0.0);
        }
        cpu.forEach((process, micros) -> {
            if (process.contains("/")) {
                return;
            }
            double machine = cpu.getOrDefault(process + "/" + CpuUsage.JIT_COMPILER, 0.0)
                    + cpu.getOrDefault(process + "/" + CpuUsage.GARBAGE_COLLECTOR, 0.0);
            if (process.equals(POSTGRES)) {
                budget.merge(POSTGRES, micros, Double::sum);
            } else {
                budget.merge(JIT_AND_GC, machine, Double::sum);
                spread(budget, figures.codeShares(), process, Math.max(0, micros - machine));
            }
        });
        return budget;
    }

    private static void spread(Map<String, Double> budget, Map<String, Double> shares, String process, double micros) {
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
        boolean ours = process.equals(CpuUsage.THIS_JVM);
        return switch (group) {
            case JDBC_DRIVER -> ours ? LOAD : DEBEZIUM;
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
