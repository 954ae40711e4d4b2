/**
 * Dead letters: records that could not be decoded or handled. A {@link dev.ezcdc.consumer.deadletter.DeadLetterSink} writes
 * them to a file or topic, a {@link dev.ezcdc.consumer.deadletter.DeadLetterStore} reads them back, and a {@link
 * dev.ezcdc.consumer.deadletter.DeadLetterReplayer} returns them to their topics.
 */
@NullMarked
package dev.ezcdc.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
