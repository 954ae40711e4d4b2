package dev.ezcdc.consumer.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Tombstone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnmatchedNamesTest {

    private final List<String> notices = new ArrayList<>();
    private final ConsumerListener listener = new ConsumerListener() {
        @Override
        public void onNotice(ConsumerNotice notice) {
            assertThat(notice.kind()).isEqualTo(ConsumerNotice.Kind.NAME_UNMATCHED);
            notices.add(notice.message());
        }
    };

    private UnmatchedNames names(List<String> tables, List<String> columns) {
        return new UnmatchedNames(RecordFilter.of(tables, Set.of()), Redaction.of(columns), listener);
    }

    private static void observe(UnmatchedNames names, CdcRecord record) {
        names.observe(Samples.received(record), true);
    }

    private static final CdcRecord CREATE = Samples.create(Samples.ALEX);

    @Test
    void endReportsTheNamesWithoutAMatchAndTheNearestNames() {
        UnmatchedNames names =
                names(List.of("custmers", "public.customers", "other.*"), List.of("e_mail", "email", "orders.ID"));
        observe(names, CREATE);
        observe(names, Samples.delete(null));
        names.report();
        names.report();
        assertThat(notices)
                .containsExactly(
                        "table custmers matched none of the 2 changes so far: the nearest name is public.customers."
                                + " Check the name.",
                        "table other.* matched none of the 2 changes so far: the nearest name is public.customers."
                                + " Check the name.",
                        "column to redact e_mail matched none of the 2 changes so far: the nearest name is"
                                + " public.customers.email. Check the name.",
                        "column to redact orders.ID matched none of the 2 changes so far: the nearest name is"
                                + " public.customers.id. Check the name.");
    }

    @Test
    void namesMatchAsTheFilterAndTheRedactionMatchThem() {
        UnmatchedNames names = names(
                List.of("customers", "public.*"), List.of("EMAIL", "customers.first_name", "public.customers.id"));
        observe(names, CREATE);
        names.report();
        assertThat(notices).isEmpty();
    }

    @Test
    void columnsOfFlattenedRowsAndOfBeforeImagesMatch() {
        UnmatchedNames names = names(List.of(), List.of("email"));
        observe(names, Samples.flattenedRow());
        names.report();
        UnmatchedNames other = names(List.of(), List.of("email"));
        observe(other, Samples.delete(Samples.ALEX));
        other.report();
        assertThat(notices).isEmpty();
    }

    @Test
    void columnsOfRecordsThatTheFilterSkipsDoNotCount() {
        UnmatchedNames names = names(List.of("orders"), List.of("email"));
        names.observe(Samples.received(CREATE), false);
        names.report();
        assertThat(notices).singleElement().asString().startsWith("table orders");
    }

    @Test
    void nothingIsReportedWithoutChanges() {
        UnmatchedNames names = names(List.of("orders"), List.of("email"));
        observe(names, new Tombstone(Samples.KEY));
        observe(names, Samples.logicalMessage());
        for (int i = 0; i < 2 * UnmatchedNames.EMPTY_POLLS_BEFORE_REPORT; i++) {
            names.onEmptyPoll();
        }
        names.report();
        assertThat(notices).isEmpty();
    }

    @Test
    void idleConsumerReportsOnce() {
        UnmatchedNames names = names(List.of("orders"), List.of());
        for (int i = 0; i < UnmatchedNames.EMPTY_POLLS_BEFORE_REPORT - 1; i++) {
            names.onEmptyPoll();
        }
        observe(names, CREATE);
        for (int i = 0; i < UnmatchedNames.EMPTY_POLLS_BEFORE_REPORT - 1; i++) {
            names.onEmptyPoll();
        }
        assertThat(notices).isEmpty();
        for (int i = 0; i < 2 * UnmatchedNames.EMPTY_POLLS_BEFORE_REPORT; i++) {
            names.onEmptyPoll();
        }
        assertThat(notices).hasSize(1);
    }

    @Test
    void busyConsumerReportsAfterManyRecords() {
        UnmatchedNames names = names(List.of("orders"), List.of());
        for (int i = 1; i < UnmatchedNames.RECORDS_BEFORE_REPORT; i++) {
            observe(names, CREATE);
        }
        assertThat(notices).isEmpty();
        observe(names, CREATE);
        observe(names, CREATE);
        assertThat(notices).hasSize(1);
    }
}
