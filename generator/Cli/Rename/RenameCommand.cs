using System.CommandLine;
using System.CommandLine.Completions;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Engines;
using GitOpsGen.Rename;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Rename;

/// <summary><c>gitopsgen rename app|environment</c>: another name, and nothing else in any cluster.</summary>
public static class RenameCommand
{
    public static Command Create(Streams streams) =>
        new(
            "rename",
            """
            Rename an app or an environment; what runs in clusters stays as it is.

            Examples:
              gitopsgen rename app web shop --dry-run
              gitopsgen rename environment canary early
            """
        )
        {
            Create(RenamedKind.App, "app", Completions.Apps, "web shop", streams),
            Create(RenamedKind.Environment, "environment", Completions.Environments, "canary early", streams),
        };

    private static Command Create(
        RenamedKind kind,
        string word,
        Func<CompletionContext, IEnumerable<string>> names,
        string example,
        Streams streams
    )
    {
        var old = new Argument<string>("old") { Description = "Its name now." }.Offering(names);
        var @new = new Argument<string>("new") { Description = "Its name from now on." };
        @new.CompletionSources.Clear();
        var (root, output, dryRun) = (CommonOptions.Root(), CommonOptions.Output(), CommonOptions.DryRun());
        var (offline, tools) = (CommonOptions.Offline(), CommonOptions.AllowRepositoryTools());
        var allow = new Option<bool>("--allow-object-changes") { Description = "Rename also where objects say the name, and so change." };
        var command = new Command(
            word,
            $"""
            Rename an {word}: its folders, every reference in the fleet's descriptions, and what is generated.

            Applications, ApplicationSets and all objects keep their names. Everything is written, or nothing.

            Examples:
              gitopsgen rename {word} {example} --dry-run
              gitopsgen rename {word} {example}
            """
        )
        {
            old,
            @new,
            root,
            output,
            dryRun,
            allow,
            offline,
            tools,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } found)
                    return ExitCodes.Failed;
                var options = new RenameOptions(found, new Renaming(kind, parsed.GetValue(old)!, parsed.GetValue(@new)!))
                {
                    IsDryRun = parsed.GetValue(dryRun),
                    AllowsObjectChanges = parsed.GetValue(allow),
                    Offline = parsed.GetValue(offline),
                    Trust = new ToolTrust(parsed.GetValue(tools)),
                };
                RenameResult result;
                using (var progress = ConsoleProgress.On(streams.Error))
                    result = await new RenameRun(options, progress).RunAsync(cancellation);
                return RenameReport.Write(options, result, parsed.GetValue(output), streams);
            }
        );
        return command;
    }
}
