/**
 * Extensions of the worker's REST interface: a login, and the metrics of connectors. They are in a separate jar, because
 * a plug-in directory with another copy of the JAX-RS classes could not load them.
 */
@NullMarked
package dev.ezcdc.connect.rest;

import org.jspecify.annotations.NullMarked;
