/** PostgreSQL's standby: its creation, its state, and the failover to it. */
@NullMarked
package dev.ezcdc.infra.replication;

import org.jspecify.annotations.NullMarked;
