/**
 * Classes for the customers table, as somebody would write them who binds Debezium's JSON to classes: known when the
 * program is written, and one set for each table. Beans with setters, since that is the form in which Jackson, Blackbird,
 * fastjson2 and DSL-JSON are each at their fastest. Jackson's annotations name the fields for all but DSL-JSON, whose own
 * also give the order that its generated readers expect.
 */
@NullMarked
package dev.ezcdc.benchmarks.mapping;

import org.jspecify.annotations.NullMarked;
