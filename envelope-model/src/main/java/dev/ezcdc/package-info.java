/** The common superclass of the libraries' exceptions. */
@NullMarked
package dev.ezcdc;

import org.jspecify.annotations.NullMarked;
