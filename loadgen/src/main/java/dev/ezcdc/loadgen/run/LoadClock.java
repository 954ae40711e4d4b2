package dev.ezcdc.loadgen.run;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The source of time, which tests replace. */
interface LoadClock {

    /** Returns the time like {@link System#nanoTime()}. */
    long nanos();

    /** Returns wall-clock time in microseconds since 1970. */
    long wallMicros();

    /** Waits for about the given time, possibly less. */
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
