package dev.ezcdc.tls;

/**
 * The names by which a message calls a server and the settings of its client. Immutable.
 *
 * @param server the server, such as <em>Kafka</em>
 * @param trusted where the client configures the certificates that it trusts, such as {@code sslrootcert in --jdbc-url}
 * @param address where the client configures the server's address
 * @param protocol where the client configures whether it uses TLS
 */
public record TlsClient(String server, String trusted, String address, String protocol) {}
