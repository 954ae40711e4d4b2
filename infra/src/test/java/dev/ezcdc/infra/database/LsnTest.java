package dev.ezcdc.infra.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LsnTest {

    @Test
    void comparesLsnsAsNumbers() {
        assertThat(Lsn.parse("0/FFFFFFFF")).isEqualTo(0xFFFFFFFFL).isLessThan(Lsn.parse("1/0"));
        assertThat(Lsn.parse("10/0")).isGreaterThan(Lsn.parse("9/FFFFFFFF"));
        assertThat(Lsn.parse("0/1A2B3C4")).isLessThan(Lsn.parse("0/11A2B3C4"));
    }

    @Test
    void rejectsTextThatIsNotAnLsn() {
        assertThatThrownBy(() -> Lsn.parse("nowhere")).isInstanceOf(IllegalArgumentException.class);
    }
}
