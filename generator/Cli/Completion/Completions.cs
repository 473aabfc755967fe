using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Completion;

/// <summary>
/// What a shell may offer where a name of the fleet is wanted: the folders of the repository, without reading what is in them.
/// </summary>
public static class Completions
{
    /// <summary>The argument with what a shell may offer for it. The library would offer what any argument of the command may be.</summary>
    public static Argument<T> Offering<T>(this Argument<T> argument, Func<CompletionContext, IEnumerable<string>> names)
    {
        // Otherwise help would list all the names there are.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(context =>
            Position(context) == context.ParseResult.CommandResult.Command.Arguments.IndexOf(argument) ? names(context) : []
        );
        return argument;
    }

    public static Option<T> Offering<T>(this Option<T> option, Func<CompletionContext, IEnumerable<string>> names)
    {
        option.HelpName = option.Name.TrimStart('-');
        option.CompletionSources.Add(names);
        return option;
    }

    public static IEnumerable<string> Apps(CompletionContext context) =>
        Folders(context, FleetLayout.Apps, name => FleetLayout.App(name).Head.Description);

    public static IEnumerable<string> Environments(CompletionContext context) =>
        Folders(context, FleetLayout.Environments, name => FleetLayout.Environment(name).Description);

    public static IEnumerable<string> Waves(CompletionContext context) =>
        Files(context) is { } files
            ? (new Descriptions(files, new DiagnosticBag()).Settings()?.Waves ?? []).Select(wave => wave.Name).Where(PlainText.IsPlain)
            : [];

    /// <summary>The releases of the app that is on the line before, and head.</summary>
    public static IEnumerable<string> Releases(CompletionContext context, Argument<string> app) =>
        Files(context) is { } files && context.ParseResult.GetResult(app)?.Tokens is [{ Value: var name }] && DnsLabel.IsValid(name)
            ? Names(files, FleetLayout.App(name).Releases).Append("head")
            : [];

    // How many arguments stand before the word that is being written.
    private static int Position(CompletionContext context) =>
        context.ParseResult.CommandResult.Children.OfType<ArgumentResult>().Sum(argument => argument.Tokens.Count)
        - (context.WordToComplete.Length > 0 ? 1 : 0);

    private static IEnumerable<string> Folders(CompletionContext context, string folder, Func<string, string> description) =>
        Files(context) is { } files ? Names(files, folder).Where(name => files.FileExists(description(name))) : [];

    // One with an end of a line in it would be two, and one that is escaped is no name any more.
    private static IEnumerable<string> Names(FileTree files, string folder) =>
        files.Directories(folder, new DiagnosticBag()).Where(PlainText.IsPlain);

    private static FileTree? Files(CompletionContext context)
    {
        // Read from the text: half a line may not have the option at all, or not its value.
        var said = context.ParseResult.Tokens.SkipWhile(token => token.Value != "--root").Skip(1).FirstOrDefault()?.Value;
        return (said ?? Workspace.FindRoot(Directory.GetCurrentDirectory())) is { } root && Directory.Exists(root)
            ? new FileTree(root)
            : null;
    }
}
