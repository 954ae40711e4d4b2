/**
 * Records that could not be decoded or handled, kept as they came: {@link dev.ezcdc.consumer.deadletter.DeadLetters} takes
 * them, a {@link dev.ezcdc.consumer.deadletter.LetterBox} gives them again, and {@link
 * dev.ezcdc.consumer.deadletter.LetterReplay} puts them back. Kept either in a file or in a topic.
 */
@NullMarked
package dev.ezcdc.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
