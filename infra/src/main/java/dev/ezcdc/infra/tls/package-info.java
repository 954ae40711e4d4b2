/** Certificates and passwords of a stack with TLS, and what is wrong with a connection that fails. */
@NullMarked
package dev.ezcdc.infra.tls;

import org.jspecify.annotations.NullMarked;
