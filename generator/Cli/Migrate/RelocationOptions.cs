using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.Migrate;

/// <summary>What a move is asked for on the command line, with what migration.yaml says.</summary>
public sealed record RelocationArguments(RelocationRequest Request, RelocationRules Rules, bool IncludeCode)
{
    /// <summary>The file of the rules as it was said, absolute; null when it was not.</summary>
    public string? Config { get; init; }
}

/// <summary>The options that the sub-commands of <c>migrate</c> have in common.</summary>
public sealed class RelocationOptions
{
    private readonly Option<string> from = new("--from")
    {
        Description = "The old namespace.",
        HelpName = "namespace",
        Required = true,
    };
    private readonly Option<string> to = new("--to")
    {
        Description = "The new namespace.",
        HelpName = "namespace",
        Required = true,
    };
    private readonly Option<string> path = Folder();
    private readonly Option<string[]> objects = new("--objects")
    {
        Description =
            "Names of the objects that move, with * and ?; unless said, those of the catalogue's apps that move. May be repeated.",
        HelpName = "pattern",
    };
    private readonly Option<string?> config = new("--config")
    {
        Description = "What was decided and what to skip; migration.yaml in the searched folder unless said.",
        HelpName = "file",
    };
    private readonly Option<bool> includeCode = new("--include-code") { Description = "Also edit source code, scripts and pipelines." };

    public RelocationOptions()
    {
        from.Validators.Add(Label);
        to.Validators.Add(Label);
    }

    // What an app's objects are called begins with its name, or it would not be found by people either.
    private static IEnumerable<string> Moving => AppCatalogue.Own.Apps.Values.Where(app => app.Moves).Select(app => $"{app.Name}*");

    public static Option<string> Folder() =>
        new("--path")
        {
            Description = "The folder to search: in a git work tree all but what git ignores, elsewhere everything.",
            HelpName = "folder",
            DefaultValueFactory = _ => ".",
        };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[from, to, path, objects, config, includeCode])
            command.Add(option);
    }

    /// <summary>Null after a message where the folder or the configuration cannot be read.</summary>
    public RelocationArguments? Read(ParseResult parsed, DiagnosticBag diagnostics, Streams streams)
    {
        if (Root(parsed.GetValue(path)!, streams) is not { } root)
            return null;
        var patterns = parsed.GetValue(objects) is { Length: > 0 } said ? said : [.. Moving];
        return Rules(root, parsed.GetValue(config), diagnostics, streams) is { } rules
            ? new RelocationArguments(
                new RelocationRequest(root, parsed.GetValue(from)!, parsed.GetValue(to)!, [.. patterns]),
                rules,
                parsed.GetValue(includeCode)
            )
            {
                Config = parsed.GetValue(config) is { } file ? Path.GetFullPath(file) : null,
            }
            : null;
    }

    /// <summary>The folder that is meant; null after a message when there is none.</summary>
    public static string? Root(string said, Streams streams)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(said));
        // Through a link that was named on purpose; through none below it.
        if (Directory.Exists(root))
            return new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
        streams.Misuse($"--path: there is no folder {said}.");
        return null;
    }

    public static RelocationRules? Rules(string root, string? said, DiagnosticBag diagnostics, Streams streams)
    {
        var file = said is null ? Path.Join(root, RelocationRules.FileName) : Path.GetFullPath(said);
        if (!File.Exists(file))
        {
            if (said is null)
                return RelocationRules.Default;
            streams.Misuse($"--config: there is no file {said}.");
            return null;
        }

        var text = new FileTree(Path.GetDirectoryName(file)!).ReadText(Path.GetFileName(file), FileTree.DescriptionLimit, diagnostics);
        var rules = text is null ? null : RelocationRules.Read(said ?? RelocationRules.FileName, text, diagnostics);
        if (rules is null)
            streams.Diagnostics(diagnostics.Sorted(), "");
        // What is said about the mentions mentions nothing itself.
        return rules is null ? null : rules with { Skip = [.. rules.Skip, Path.GetRelativePath(root, file).Replace('\\', '/')] };
    }

    private static void Label(OptionResult result)
    {
        if (result.Tokens is [{ Value: var name }] && !DnsLabel.IsValid(name))
            result.AddError(
                $"{result.Option.Name} '{name}' is no DNS label (a-z, 0-9 and '-', at most 63). Nearest: {DnsLabel.Mend(name)}."
            );
    }
}
