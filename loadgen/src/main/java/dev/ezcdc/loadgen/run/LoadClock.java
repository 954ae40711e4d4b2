package dev.ezcdc.loadgen.run;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time as the load generator sees it; tests put their own in its place. */
interface LoadClock {

    /** As {@link System#nanoTime()}. */
    long nanos();

    /** Microseconds since 1970, of the wall clock. */
    long wallMicros();

    /** Waits for about so long, or shorter. */
    void park(long nanos);

    LoadClock SYSTEM = new LoadClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMicros() {
            Instant now = Instant.now();
            return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000L;
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };
}
