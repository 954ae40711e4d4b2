/** Tests of the extensions of the worker's REST interface. */
@NullMarked
package dev.ezcdc.connect.rest;

import org.jspecify.annotations.NullMarked;
