using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GitOpsGen.Cli.Terminal;

namespace GitOpsGen.Cli;

/// <summary>
/// The library's help with two differences: a list of commands shows one line of each, and the first page says what exit codes mean.
/// </summary>
public sealed class HelpTexts(HelpAction inner, Streams streams) : SynchronousCommandLineAction
{
    private const string Exits = """
        Exit codes:
          0    done, or nothing to do
          1    errors in the input, findings, a refused step, or a tool that failed
          2    wrong usage
          3    drift or differences, where a command is asked to find them (render --check, diff, release diff, verify)
          4    the remote, or authentication there
          130  cancelled (Ctrl-C); nothing is half-done

        Results go to stdout, everything else to stderr. Commands take --output json: one document each, described in docs/commands.md.
        """;

    public override bool ClearsParseErrors => true;

    public static void Attach(RootCommand root, Streams streams)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show help.";
        // What only some people of one system type would stand in every completion.
        foreach (var alias in option.Aliases.Where(alias => alias.StartsWith('/')).ToList())
            option.Aliases.Remove(alias);
        option.Action = new HelpTexts((HelpAction)option.Action!, streams);
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
    }

    public override int Invoke(ParseResult parseResult)
    {
        // Help on a command that there is not would be help on another.
        if (parseResult.UnmatchedTokens.Count > 0)
        {
            UsageErrors.Write(parseResult, streams);
            return ExitCodes.Usage;
        }

        var command = parseResult.CommandResult.Command;
        foreach (var child in command.Subcommands)
            child.Description = child.Description?.Split('\n')[0];
        var exit = inner.Invoke(parseResult);
        if (command is RootCommand)
            parseResult.InvocationConfiguration.Output.WriteLine(Exits);
        return exit;
    }
}
