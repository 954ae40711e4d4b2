/**
 * Classes for the customers table, as a program would bind Debezium's JSON: known at compile time, one set of classes per table.
 *
 * <p>They are beans with setters, the form in which Jackson, Blackbird, fastjson2 and DSL-JSON are each fastest. Jackson's
 * annotations name the fields for all but DSL-JSON, whose annotations also give the order that its generated readers expect.
 */
@NullMarked
package dev.ezcdc.benchmarks.contender.mapping;

import org.jspecify.annotations.NullMarked;
