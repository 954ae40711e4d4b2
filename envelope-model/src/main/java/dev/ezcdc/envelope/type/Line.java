package dev.ezcdc.envelope.type;

/** An infinite line on a plane (PostgreSQL's {@code line}): the points with {@code a x + b y + c = 0}. */
public record Line(double a, double b, double c) {}
