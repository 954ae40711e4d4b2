package dev.ezcdc.consumer.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, for {@code --version}. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            if (file == null) {
                throw new FileNotFoundException("the resource version.properties is missing. Build the module again.");
            }
            properties.load(file);
        }
        return new String[] {"ez-cdc " + properties.getProperty("version")};
    }
}
