/** Certificates and passwords of a stack with TLS. */
@NullMarked
package dev.ezcdc.infra.tls;

import org.jspecify.annotations.NullMarked;
