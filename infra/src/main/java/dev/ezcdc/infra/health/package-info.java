/** The state of servers, connector and replication slot; detects slots that are missing, behind or moved. */
@NullMarked
package dev.ezcdc.infra.health;

import org.jspecify.annotations.NullMarked;
