/** Tests of the documents: their commands, code and links. */
@NullMarked
package dev.ezcdc.e2e.documents;

import org.jspecify.annotations.NullMarked;
