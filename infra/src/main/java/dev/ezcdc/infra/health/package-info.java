/**
 * The state of servers, connector and replication slot, and the detection of slots that are missing, behind or moved.
 */
@NullMarked
package dev.ezcdc.infra.health;

import org.jspecify.annotations.NullMarked;
