/** Decodes Debezium's JSON records into immutable Java types. */
@SuppressWarnings("requires-automatic") // kafka-clients has no module descriptor.
module dev.ezcdc.envelope {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires static kafka.clients;

    exports dev.ezcdc;
    exports dev.ezcdc.envelope;
    exports dev.ezcdc.envelope.data;
    exports dev.ezcdc.envelope.delivery;
    exports dev.ezcdc.envelope.json;
    exports dev.ezcdc.envelope.kafka;
    exports dev.ezcdc.envelope.source;
    exports dev.ezcdc.envelope.type;
}
