using System.Text.Json.Nodes;
using GitOpsGen.Ownership;

namespace GitOpsGen.Cli.App;

/// <summary>Tells which files an edit of a fleet adds, changes and deletes.</summary>
public static class AppFiles
{
    public static void Write(IEnumerable<(string Path, ChangeKind Kind)> files, bool isDryRun, TextWriter output)
    {
        foreach (var (path, kind) in files)
            output.WriteLine($"{kind.ToString().ToLowerInvariant(), -7} {path}");
        if (isDryRun)
            output.WriteLine("nothing was written (--dry-run)");
    }

    public static JsonArray Json(IEnumerable<(string Path, ChangeKind Kind)> files) =>
        new([.. files.Select(file => new JsonObject { ["path"] = file.Path, ["kind"] = file.Kind.ToString().ToLowerInvariant() })]);
}
