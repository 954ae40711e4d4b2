package dev.ezcdc.loadgen.cli;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.OperationMix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the parts of a plan from a command line, so that a wrong one is wrong usage. */
final class PlanConverters {

    private PlanConverters() {}

    static final class OfBurst implements ITypeConverter<Burst> {
        @Override
        public Burst convert(String value) {
            try {
                return Burst.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class OfMix implements ITypeConverter<OperationMix> {
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
