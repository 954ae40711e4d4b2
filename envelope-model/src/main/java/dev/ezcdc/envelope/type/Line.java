package dev.ezcdc.envelope.type;

/** PostgreSQL's {@code line}, which has no ends: the points where {@code a x + b y + c = 0}. */
public record Line(double a, double b, double c) {}
