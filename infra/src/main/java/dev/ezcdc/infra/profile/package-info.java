/** Profiles: the settings of connector, producer, consumer, worker, broker and JVMs. */
@NullMarked
package dev.ezcdc.infra.profile;

import org.jspecify.annotations.NullMarked;
