package dev.ezcdc.consumer.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerThreadTest {

    private final HandlerThread thread = new HandlerThread(Thread::new);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        thread.close();
    }

    private void passOnAndWait() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        thread.hold(done::countDown);
        thread.passOn();
        done.await();
    }

    @Test
    void heldTasksRunInOrderWhenTheyArePassedOn() throws Exception {
        thread.hold(() -> ran.add("first"));
        thread.hold(() -> ran.add("second"));
        assertThat(ran).isEmpty();

        passOnAndWait();

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void taskRunsOnce() throws Exception {
        thread.hold(() -> ran.add("once"));
        passOnAndWait();
        passOnAndWait();

        assertThat(ran).containsExactly("once");
    }
}
