package dev.ezcdc.consumer;

import static dev.ezcdc.consumer.Samples.ALEX;
import static dev.ezcdc.consumer.Samples.ALEX_MOVED;
import static dev.ezcdc.consumer.Samples.create;
import static dev.ezcdc.consumer.Samples.customer;
import static dev.ezcdc.consumer.Samples.delete;
import static dev.ezcdc.consumer.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.Tombstone;
import java.io.IOException;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PrettyFormatterTest {

    private final PrettyFormatter plain = new PrettyFormatter(false, ZoneOffset.UTC);

    @Test
    void createShowsTheColumnsBesideTheKey() throws IOException {
        assertThat(Samples.format(plain, create(ALEX)))
                .isEqualTo("13:46:27.948    2.31 ms  create     public.customers  id=1   first_name=\"alex\""
                        + "  last_name=\"foley\"  email=\"alex.foley\"  0/1728CB0");
    }

    @Test
    void updateShowsFromAndTo() throws IOException {
        assertThat(Samples.format(plain, update(ALEX, ALEX_MOVED)))
                .isEqualTo("13:46:27.948    2.31 ms  update     public.customers  id=1   email=\"alex.foley\""
                        + " → \"alex@foley.org\"  0/1728CB0");
    }

    @Test
    void nullIsToldApartFromTheTextNull() throws IOException {
        assertThat(Samples.format(plain, update(customer(null), customer("null"))))
                .contains("email=null → \"null\"");
    }

    @Test
    void columnsLineUp() throws IOException {
        String create = Samples.format(plain, create(ALEX));
        String delete = Samples.format(plain, delete(ALEX));
        String tombstone = Samples.format(plain, new Tombstone(Samples.KEY));
        assertThat(delete.indexOf("first_name")).isEqualTo(create.indexOf("first_name"));
        assertThat(tombstone.indexOf("cdctest.public")).isEqualTo(create.indexOf("public.customers"));
    }

    @Test
    void longValuesAreCutAndTheirLengthIsTold() throws IOException {
        assertThat(Samples.format(plain, create(customer("q".repeat(500)))))
                .contains("email=\"" + "q".repeat(48) + "\"…(500 chars)  ");
    }

    @Test
    void coloursAreOnlyThereWhereWanted() throws IOException {
        assertThat(Samples.format(plain, delete(ALEX))).doesNotContain("\u001b");
        assertThat(Samples.format(new PrettyFormatter(true, ZoneOffset.UTC), delete(ALEX)))
                .contains("\u001b[31mdelete");
    }
}
