package dev.ezcdc.infra.os;

import dev.ezcdc.infra.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds free ports on the loopback address, and the owners of ports in use. */
public final class LoopbackPorts {
    private static final String LISTEN_STATE = "0A";

    private static final int LOWEST_PORT = 15_000;
    private static final int PORT_LIMIT = 32_000;
    private static final int MAX_ATTEMPTS = 1_000;

    private LoopbackPorts() {}

    /** Returns whether this process could listen on the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether a process accepts connections on the port. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int)
                    Duration.ofSeconds(1).toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the first of {@code count} adjacent free ports, with the same limits as {@link #findFree}. */
    public static int findFreeRange(int count) {
        return ThreadLocalRandom.current()
                .ints(MAX_ATTEMPTS, LOWEST_PORT, PORT_LIMIT - count)
                .filter(first -> IntStream.range(first, first + count).allMatch(LoopbackPorts::isFree))
                .findFirst()
                .orElseThrow(
                        () -> new StackException("no " + count + " adjacent free ports on the loopback address from "
                                + LOWEST_PORT + " to " + (PORT_LIMIT - 1) + ". Stop other programs"));
    }

    /**
     * Returns {@code count} distinct free ports. They are below the range of outgoing connections, because such a
     * connection could otherwise occupy the port before it is used.
     */
    public static List<Integer> findFree(int count) {
        List<Integer> ports = ThreadLocalRandom.current()
                .ints(MAX_ATTEMPTS, LOWEST_PORT, PORT_LIMIT)
                .distinct()
                .filter(LoopbackPorts::isFree)
                .limit(count)
                .boxed()
                .toList();
        if (ports.size() < count) {
            throw new StackException("not enough free ports on the loopback address: found " + ports.size() + " of "
                    + count + " from " + LOWEST_PORT + " to " + (PORT_LIMIT - 1)
                    + ". Stop other programs, or choose the ports yourself");
        }
        return ports;
    }

    /** Describes the process that listens on a port: {@code process 4711 (postgres)}. Empty if it cannot be found. */
    public static Optional<String> findOwner(int port) {
        try {
            Optional<Long> pid = OsProcess.isLinux() ? findListenerInProc(port) : findListenerWithLsof(port);
            return pid.map(id -> {
                String name = OsProcess.executableName(id);
                return "process " + id + (name.isEmpty() ? "" : " (" + name + ")");
            });
        } catch (IOException | StackException e) {
            // The owner only improves an error message.
            return Optional.empty();
        }
    }

    private static Optional<Long> findListenerInProc(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.isReadable(Path.of(table))) {
                sockets.addAll(findListeningSockets(Files.readAllLines(Path.of(table)), port));
            }
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpenSocket(process.resolve("fd"), sockets)) {
                    return Optional.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the sockets that listen on the port, as {@code socket:[inode]}, from the lines of /proc/net/tcp. */
    static Set<String> findListeningSockets(List<String> table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return table.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(field -> field.length > 9 && field[1].endsWith(suffix) && field[3].equals(LISTEN_STATE))
                .map(field -> "socket:[" + field[9] + "]")
                .collect(Collectors.toSet());
    }

    private static boolean hasOpenSocket(Path descriptors, Set<String> sockets) {
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.anyMatch(link -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(link).toString());
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            // The process belongs to another user, or has ended.
            return false;
        }
    }

    private static Optional<Long> findListenerWithLsof(int port) {
        return OsProcess.run("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                .lines()
                .filter(line -> line.matches("\\d+"))
                .map(Long::parseLong)
                .findFirst();
    }
}
