/** Why a TLS connection failed: for all modules that connect to a server. */
@NullMarked
package dev.ezcdc.tls;

import org.jspecify.annotations.NullMarked;
