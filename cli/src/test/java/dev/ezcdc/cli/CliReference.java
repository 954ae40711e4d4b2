package dev.ezcdc.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the help of every visible command as Markdown: docs/reference/cli.md. */
final class CliReference {

    private static final String INTRODUCTION = """
            # Command line

            Every command and option, generated from the commands' help. `./cdc COMMAND --help` prints the same text.
            `-h` or `--help` works with every command.

            Exit status: 0 success, 1 check failed, 2 usage error.
            """;

    /** A quoted command, an option with its value, an environment variable, a path or a file name. */
    private static final Pattern CODE = Pattern.compile(
            "(?<![^\\s(])(?:'(\\./cdc[^']*|[a-z-]+)'"
                    + "|(--?[a-z][a-z-]*(?: [A-Z]+)?|[A-Z]+(?:_[A-Z]+)+|(?:infra|\\.cdc)/[\\w/]+|[\\w-]+\\.(?:html|jsonl|jar|sh|hgrm))\\b)");

    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    private CliReference() {}

    static String of(CommandLine root) {
        List<CommandSpec> commands = visible(root);
        CliReference reference = new CliReference();
        reference.text.append("\n| command | |\n|---|---|\n");
        for (CommandSpec command : commands) {
            reference.text.append("| [%s](#%s) | %s |\n"
                    .formatted(
                            command.name(),
                            command.name(),
                            plain(command.usageMessage().header())));
        }
        commands.forEach(command -> reference.section(command, "##"));
        return reference.text.toString();
    }

    private static List<CommandSpec> visible(CommandLine commandLine) {
        return commandLine.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private void section(CommandSpec command, String heading) {
        String path = command.qualifiedName().replaceFirst("^\\./cdc ", "");
        text.append("\n").append(heading).append(" ").append(path).append("\n\n");
        text.append("```text\n").append(synopsis(command)).append("\n```\n");
        paragraphs(command.usageMessage().description());
        table("argument", command.positionalParameters());
        table("option", options(command.options(), command));
        for (ArgGroupSpec group : groupsWithHeading(command)) {
            text.append("\n").append(markdown(plain(group.heading()))).append("\n");
            table("option", options(group.allOptionsNested(), null));
        }
        paragraphs(command.usageMessage().footer());
        visible(command.commandLine()).forEach(subcommand -> section(subcommand, heading + "#"));
    }

    private static String synopsis(CommandSpec command) {
        String[] custom = command.usageMessage().customSynopsis();
        CommandLine.Help help = command.commandLine().getHelp();
        String synopsis = custom.length > 0 ? help.customSynopsis() : help.abbreviatedSynopsis();
        return synopsis.lines()
                .map(line -> line.replaceFirst("^(Usage: | {7})", "").stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static List<ArgGroupSpec> groupsWithHeading(CommandSpec command) {
        return command.argGroups().stream()
                .filter(group -> group.heading() != null)
                .toList();
    }

    /** Returns the visible options except help and version; given a command, except those of its groups with a heading. */
    private static List<OptionSpec> options(List<OptionSpec> all, @Nullable CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>(all);
        options.removeIf(option -> option.hidden() || option.usageHelp() || option.versionHelp());
        if (command != null) {
            groupsWithHeading(command).forEach(group -> options.removeAll(group.allOptionsNested()));
        }
        options.sort(Comparator.comparingInt(OptionSpec::order));
        return options;
    }

    private void table(String title, List<? extends ArgSpec> arguments) {
        if (arguments.isEmpty()) {
            return;
        }
        text.append("\n| ").append(title).append(" | |\n|---|---|\n");
        for (ArgSpec argument : arguments) {
            text.append("| `")
                    .append(name(argument).replace("|", "\\|"))
                    .append("` | ")
                    .append(markdown(plain(argument.description())).replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        OptionSpec option = (OptionSpec) argument;
        String names = Stream.of(option.names()).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    /** Appends help text. Indented lines become a code block. */
    private void paragraphs(String[] lines) {
        List<String> paragraph = new ArrayList<>();
        for (String line : (String.join("\n", lines) + "\n\n").split("\n", -1)) {
            boolean isCode = line.startsWith("  ");
            boolean wasCode = !paragraph.isEmpty() && paragraph.get(0).startsWith("  ");
            if (line.isBlank() || isCode != wasCode) {
                paragraph(paragraph);
                paragraph.clear();
            }
            if (!line.isBlank()) {
                paragraph.add(line);
            }
        }
    }

    private void paragraph(List<String> lines) {
        if (lines.isEmpty() || lines.equals(List.of(CdcCommand.EXIT_STATUS))) {
            return;
        }
        if (lines.get(0).startsWith("  ")) {
            String code = lines.stream().map(String::strip).collect(Collectors.joining("\n"));
            text.append("\n```sh\n").append(code).append("\n```\n");
        } else {
            text.append("\n")
                    .append(markdown(plain(lines.toArray(String[]::new))))
                    .append("\n");
        }
    }

    /** Resolves picocli's format specifiers and markup. */
    private static String plain(String... lines) {
        String joined = Arrays.stream(lines).collect(Collectors.joining(" "));
        return Ansi.OFF.string(String.format(Locale.ROOT, joined)).strip();
    }

    private static String markdown(String plain) {
        String escaped = plain.replace("*", "\\*").replace("<", "\\<");
        return CODE.matcher(escaped)
                .replaceAll(match -> "`" + (match.group(1) == null ? match.group(2) : match.group(1)) + "`");
    }
}
