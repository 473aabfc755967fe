using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Cli;

/// <summary>What is wrong with a command line, with the name that was probably meant.</summary>
public static class UsageErrors
{
    public static void Write(ParseResult parsed, Streams streams)
    {
        foreach (var sentence in Sentences(parsed))
            streams.Misuse(sentence);
        streams.Error.WriteLine($"See: {Path(parsed.CommandResult)} --help");
    }

    private static IEnumerable<string> Sentences(ParseResult parsed)
    {
        var at = parsed.CommandResult;
        if (parsed.UnmatchedTokens.Count > 0)
            return parsed.UnmatchedTokens.Select(token => Unknown(token, at));
        // The library says only that a command is missing; one that also takes words of its own lacks these.
        if (at.Command is { Subcommands.Count: > 0, Arguments.Count: 0 } && !at.Children.OfType<CommandResult>().Any())
            return [$"`{Path(at)}` needs a command: {string.Join(", ", Names(at.Command.Subcommands))}."];
        return parsed.Errors.Select(item => Told(item.Message.Trim())).Distinct(StringComparer.Ordinal);
    }

    // Of a word that is none of those that may stand there the library makes a list with tabs, and no suggestion.
    private static string Told(string message)
    {
        const string list = "Must be one of:";
        if (message.IndexOf(list, StringComparison.Ordinal) is not (>= 0 and var at))
            return message;
        var known = Quoted(message[at..]);
        return Quoted(message[..at]) is [var said, ..] ? $"'{said}' is none of {string.Join(", ", known)}.{Suggest(said, known)}" : message;
    }

    private static string[] Quoted(string text) => [.. text.Split('\'').Where((_, number) => number % 2 == 1)];

    private static string Unknown(string token, CommandResult at)
    {
        if (token.StartsWith('-'))
            return $"`{Path(at)}` has no option '{token}'.{Suggest(token, Options(at))}";
        if (at.Command.Subcommands.Count > 0)
            return $"there is no command '{token}'.{Suggest(token, Names(at.Command.Subcommands))} Known: "
                + $"{string.Join(", ", Names(at.Command.Subcommands))}.";
        return $"`{Path(at)}` takes no {(at.Command.Arguments.Count > 0 ? "further " : "")}argument "
            + $"'{token}'.{(Options(at).Contains($"--{token}", StringComparer.Ordinal) ? $" Did you mean '--{token}'?" : "")}";
    }

    private static IEnumerable<string> Options(CommandResult at)
    {
        var own = at.Command.Options.AsEnumerable();
        for (var above = at.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
            own = own.Concat(above.Command.Options.Where(option => option.Recursive));
        return own.SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(IEnumerable<Command> commands) =>
        commands.Where(command => !command.Hidden).Select(command => command.Name).Order(StringComparer.Ordinal);

    private static string Suggest(string written, IEnumerable<string> known) =>
        Nearest.To(written, known) is { } name ? $" Did you mean '{name}'?" : "";

    // By our name, whatever program the library thinks it runs in.
    private static string Path(CommandResult at) => at.Parent is CommandResult above ? $"{Path(above)} {at.Command.Name}" : "gitopsgen";
}
