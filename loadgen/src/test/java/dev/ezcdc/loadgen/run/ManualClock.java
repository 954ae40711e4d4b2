package dev.ezcdc.loadgen.run;

/** A clock that advances only by waiting and by {@link #advance}. */
final class ManualClock implements LoadClock {

    private long now;

    ManualClock(long now) {
        this.now = now;
    }

    void advance(long nanos) {
        now += nanos;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long wallMicros() {
        return now / 1_000;
    }

    @Override
    public void park(long nanos) {
        now += nanos;
    }
}
