package dev.ezcdc.envelope.type;

/**
 * PostgreSQL's {@code circle}.
 *
 * @param center the middle
 * @param radius in the plane's unit
 */
public record Circle(Point center, double radius) {}
