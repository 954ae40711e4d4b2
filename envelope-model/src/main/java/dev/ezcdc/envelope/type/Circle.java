package dev.ezcdc.envelope.type;

/**
 * A circle on a plane (PostgreSQL's {@code circle}).
 *
 * @param radius the radius in the plane's unit
 */
public record Circle(Point center, double radius) {}
