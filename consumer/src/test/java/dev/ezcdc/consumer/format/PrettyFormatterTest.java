package dev.ezcdc.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Tombstone;
import java.io.IOException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PrettyFormatterTest {

    private final PrettyFormatter plain = new PrettyFormatter(false, ZoneOffset.UTC);

    @Test
    void createShowsTheColumnsOutsideTheKey() throws IOException {
        assertThat(Samples.format(plain, Samples.create(Samples.ALEX)))
                .isEqualTo("13:46:27.948    2.31 ms  create     public.customers  id=1   first_name=\"alex\""
                        + "  last_name=\"foley\"  email=\"alex.foley\"  0/1728CB0");
    }

    @Test
    void updateShowsOldAndNewValues() throws IOException {
        assertThat(Samples.format(plain, Samples.update(Samples.ALEX, Samples.ALEX_MOVED)))
                .isEqualTo("13:46:27.948    2.31 ms  update     public.customers  id=1   email=\"alex.foley\""
                        + " → \"alex@foley.org\"  0/1728CB0");
    }

    @Test
    void nullDiffersFromTheTextNull() throws IOException {
        assertThat(Samples.format(plain, Samples.update(Samples.customer(null), Samples.customer("null"))))
                .contains("email=null → \"null\"");
    }

    @Test
    void columnsAlign() throws IOException {
        String create = Samples.format(plain, Samples.create(Samples.ALEX));
        String delete = Samples.format(plain, Samples.delete(Samples.ALEX));
        String tombstone = Samples.format(plain, new Tombstone(Samples.KEY));
        assertThat(delete.indexOf("first_name")).isEqualTo(create.indexOf("first_name"));
        assertThat(tombstone.indexOf("cdctest.public")).isEqualTo(create.indexOf("public.customers"));
    }

    @Test
    void longValuesAreCutAndFollowedByTheirLength() throws IOException {
        assertThat(Samples.format(plain, Samples.create(Samples.customer("q".repeat(500)))))
                .contains("email=\"" + "q".repeat(48) + "\"…(500 chars)  ");
    }

    @Test
    void colorsAreOptional() throws IOException {
        assertThat(Samples.format(plain, Samples.delete(Samples.ALEX))).doesNotContain("\u001b");
        assertThat(Samples.format(new PrettyFormatter(true, ZoneOffset.UTC), Samples.delete(Samples.ALEX)))
                .contains("\u001b[31mdelete");
    }
}
