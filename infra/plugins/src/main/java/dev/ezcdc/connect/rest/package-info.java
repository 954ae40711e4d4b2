/**
 * Extensions of the worker's REST interface: a login, and the metrics of connectors. They have a jar of their own, because
 * a plug-in directory with another copy of the JAX-RS classes could not load them.
 */
@NullMarked
package dev.ezcdc.connect.rest;

import org.jspecify.annotations.NullMarked;
