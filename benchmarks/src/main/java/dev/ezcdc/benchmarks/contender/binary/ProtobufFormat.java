package dev.ezcdc.benchmarks.contender.binary;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufEnvelope;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufKey;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import java.io.UncheckedIOException;

/** Protocol buffers without a header, read into generated classes, which decode every string while they parse. */
public final class ProtobufFormat implements BinaryFormat<ProtobufChange> {

    @Override
    public byte[] encodeKey(int id) {
        return ProtobufKey.newBuilder().setId(id).build().toByteArray();
    }

    @Override
    public byte[] encodeValue(Envelope envelope) {
        return ProtobufWriter.toProtobuf(envelope).toByteArray();
    }

    @Override
    public ProtobufChange decode(byte[] key, byte[] value) {
        try {
            return ProtobufChange.of(ProtobufKey.parseFrom(key).getId(), ProtobufEnvelope.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DecodedChange toDecodedChange(ProtobufChange change) {
        Envelope envelope = ProtobufReader.fromProtobuf(change.envelope());
        return new DecodedChange(
                change.keyId(),
                change.op(),
                envelope.getBefore(),
                envelope.getAfter(),
                DecodedChange.require(envelope.getSource(), "source"),
                change.snapshot(),
                change.sourceTime(),
                change.time(),
                envelope.getTransaction());
    }
}
