/** The command that creates certificates and passwords for containers. */
@NullMarked
package dev.ezcdc.cli.tls;

import org.jspecify.annotations.NullMarked;
