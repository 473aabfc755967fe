using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Pipeline;

namespace GitOpsGen.Cli;

/// <summary>What can be told of a command line from outside of its command; of one that could not be read, nothing.</summary>
internal static class ParsedCommand
{
    /// <summary>As in <c>gitopsgen release cut</c>.</summary>
    public static string Command(ParseResult? parsed) => $"gitopsgen {Name(parsed)}".TrimEnd();

    /// <summary>As in <c>release cut</c>.</summary>
    public static string Name(ParseResult? parsed) => parsed is null ? "" : Name(parsed.CommandResult);

    public static bool WantsJson(ParseResult? parsed) => "json".Equals(Output(parsed), StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder that was named or, where none was, the fleet's around here; null where there is none.</summary>
    public static string? Folder(ParseResult? parsed)
    {
        try
        {
            var said = Said(parsed, "--root") ?? Said(parsed, "--path");
            return said is null ? Workspace.FindRoot(Directory.GetCurrentDirectory()) : Path.GetFullPath(said);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The folder that one is in may have gone, too.
            return null;
        }
    }

    private static string Name(CommandResult at) => at.Parent is CommandResult above ? $"{Name(above)} {at.Command.Name}".TrimStart() : "";

    // A command that is not known has no options either, yet whoever misspelt it asked for JSON.
    private static string? Output(ParseResult? parsed)
    {
        if (Said(parsed, "--output") is { } said)
            return said;
        var words = parsed?.UnmatchedTokens ?? [];
        var at = words.TakeWhile(word => !IsOutput(word)).Count();
        if (at == words.Count)
            return null;
        return words[at].Split('=', 2) is [_, var value] ? value : words.ElementAtOrDefault(at + 1);
    }

    private static bool IsOutput(string word) => word.Split('=', 2)[0] is "--output" or "-o";

    private static string? Said(ParseResult? parsed, string option) =>
        parsed?.CommandResult.Command.Options.FirstOrDefault(known => known.Name == option) is { } known
        && parsed.GetResult(known)?.Tokens is [.., { Value: var value }]
            ? value
            : null;
}
