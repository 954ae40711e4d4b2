package dev.ezcdc.infra.connector;

/**
 * The position of a connector's task in the log, from Debezium's MBean.
 *
 * @param eventsSeen the events since the task started, heartbeats included
 * @param millisBehindSource the last event's delay from its commit to Debezium, or -1 before the first one
 * @param transactionId the transaction of the last event; empty before the first one
 */
public record StreamingMetrics(long eventsSeen, long millisBehindSource, String transactionId) {}
