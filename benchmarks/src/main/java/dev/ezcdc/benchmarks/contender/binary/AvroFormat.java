package dev.ezcdc.benchmarks.contender.binary;

import dev.ezcdc.benchmarks.contender.binary.avro.AvroEnvelope;
import dev.ezcdc.benchmarks.contender.binary.avro.AvroKey;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding without a header, read into generated classes. The decoder is reused; the records are not. */
public final class AvroFormat implements BinaryFormat<AvroChange> {

    private final DatumReader<AvroKey> keys;
    private final DatumReader<AvroEnvelope> values;
    private @Nullable BinaryDecoder decoder;

    private AvroFormat(SpecificData data) {
        // Avro loads no other classes by the names in a schema.
        String trusted = AvroEnvelope.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals(trusted)));
        keys = new SpecificDatumReader<>(AvroKey.getClassSchema(), AvroKey.getClassSchema(), data);
        values = new SpecificDatumReader<>(AvroEnvelope.getClassSchema(), AvroEnvelope.getClassSchema(), data);
    }

    /** Returns the format with the readers that are generated into the classes. */
    public static AvroFormat withCustomCoders() {
        SpecificData data = new SpecificData(AvroEnvelope.class.getClassLoader());
        data.setCustomCoders(true);
        // The fast reader, on by default since Avro 1.12, does not call the generated readers.
        data.setFastReaderEnabled(false);
        return new AvroFormat(data);
    }

    /** Returns the format with {@code FastReaderBuilder}, the default of Avro 1.12. */
    public static AvroFormat withFastReader() {
        SpecificData data = new SpecificData(AvroEnvelope.class.getClassLoader());
        data.setFastReaderEnabled(true);
        return new AvroFormat(data);
    }

    @Override
    public byte[] encodeKey(int id) {
        return encode(new AvroKey(id), AvroKey.getClassSchema());
    }

    @Override
    public byte[] encodeValue(Envelope envelope) {
        return encode(AvroMapper.toAvro(envelope), AvroEnvelope.getClassSchema());
    }

    private static <T> byte[] encode(T datum, Schema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<T>(schema).write(datum, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public AvroChange decode(byte[] key, byte[] value) {
        try {
            decoder = DecoderFactory.get().binaryDecoder(key, decoder);
            int id = keys.read(null, decoder).getId();
            decoder = DecoderFactory.get().binaryDecoder(value, decoder);
            return AvroChange.of(id, values.read(null, decoder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DecodedChange toDecodedChange(AvroChange change) {
        Envelope envelope = AvroMapper.fromAvro(change.envelope());
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
