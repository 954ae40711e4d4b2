/** The rules of ARCHITECTURE that a test can check. */
@NullMarked
package dev.ezcdc.e2e.architecture;

import org.jspecify.annotations.NullMarked;
