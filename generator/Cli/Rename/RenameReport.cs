using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;
using GitOpsGen.Ownership;
using GitOpsGen.Rename;

namespace GitOpsGen.Cli.Rename;

/// <summary>What a rename prints: the folders that move, the files of people that change in place, and how much is generated.</summary>
internal static class RenameReport
{
    public static int Write(RenameOptions options, RenameResult result, OutputFormat format, Streams streams)
    {
        var exit = result.HasErrors ? ExitCodes.Of(result.Diagnostics) : ExitCodes.Done;
        streams.Diagnostics(result.Diagnostics, "; nothing was written");
        if (format == OutputFormat.Json)
            streams.Write("rename", Json(options, result, exit));
        else if (!result.HasErrors)
            Text(options, result, streams.Output);
        return exit;
    }

    private static void Text(RenameOptions options, RenameResult result, TextWriter output)
    {
        foreach (var (from, to) in Folders(result))
            output.WriteLine($"moved    {from}/ to {to}/");
        foreach (var path in Edited(result))
            output.WriteLine($"changed  {path}");
        output.WriteLine(
            $"{options.Renaming.Word} {options.Renaming.Old} {(options.IsDryRun ? "would be" : "is")} {options.Renaming.New}: "
                + $"{result.Moved.Count} files move, objects and Applications keep their names."
        );
    }

    // The outermost of each.
    private static IEnumerable<(string From, string To)> Folders(RenameResult result)
    {
        var folders = result.Moved.Select(one => Folder(one.From, one.To)).Distinct().ToList();
        return folders.Where(one => !folders.Exists(other => one.From.StartsWith($"{other.From}/", StringComparison.Ordinal)));
    }

    private static (string From, string To) Folder(string from, string to)
    {
        var (old, @new) = (from.Split('/'), to.Split('/'));
        var at = old.Zip(@new).TakeWhile(part => part.First == part.Second).Count();
        return (string.Join('/', old.Take(at + 1)), string.Join('/', @new.Take(at + 1)));
    }

    private static IEnumerable<string> Edited(RenameResult result) =>
        result.Changes.Changes.Where(change => change.Kind == ChangeKind.Change).Select(change => change.Path);

    private static JsonObject Json(RenameOptions options, RenameResult result, int exit) =>
        new()
        {
            ["kind"] = options.Renaming.Word,
            ["old"] = options.Renaming.Old,
            ["new"] = options.Renaming.New,
            ["dryRun"] = options.IsDryRun,
            ["written"] = !result.HasErrors && !options.IsDryRun,
            ["moved"] = new JsonArray([.. result.Moved.Select(one => new JsonObject { ["from"] = one.From, ["to"] = one.To })]),
            ["changes"] = new JsonArray([
                .. result.Changes.Changes.Select(change => new JsonObject
                {
                    ["path"] = change.Path,
                    ["kind"] = change.Kind.ToString().ToLowerInvariant(),
                }),
            ]),
            ["diagnostics"] = DiagnosticJson.Of(result.Diagnostics),
            ["exitCode"] = exit,
        };
}
