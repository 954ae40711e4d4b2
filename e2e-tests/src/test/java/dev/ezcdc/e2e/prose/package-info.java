/** Checks the wording of the documents, comments and messages. */
@NullMarked
package dev.ezcdc.e2e.prose;

import org.jspecify.annotations.NullMarked;
