package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.WriteMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters for the options of a plan, which turn invalid values into usage errors. */
final class PlanConverters {

    private PlanConverters() {}

    static final class BurstConverter implements ITypeConverter<Burst> {
        @Override
        public Burst convert(String value) {
            try {
                return Burst.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class ModeConverter implements ITypeConverter<WriteMode> {
        @Override
        public WriteMode convert(String value) {
            return switch (value) {
                case "single" -> WriteMode.SINGLE;
                case "batched" -> WriteMode.BATCHED;
                case "copy" -> WriteMode.COPY;
                default ->
                    throw new TypeConversionException("'" + value + "' is not a mode. Use single, batched or copy.");
            };
        }
    }

    static final class MixConverter implements ITypeConverter<OperationMix> {
        @Override
        public OperationMix convert(String value) {
            try {
                return OperationMix.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
