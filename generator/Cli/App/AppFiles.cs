using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;

namespace GitOpsGen.Cli.App;

/// <summary>Tells which files an edit of a fleet adds, changes and deletes.</summary>
public static class AppFiles
{
    public static void Write(FleetEdit edit, bool isDryRun, TextWriter output)
    {
        foreach (var (path, kind) in edit.Kinds)
            output.WriteLine($"{kind.ToString().ToLowerInvariant(), -7} {path}");
        if (isDryRun)
            output.WriteLine("nothing was written (--dry-run)");
    }

    public static JsonArray Json(FleetEdit edit) =>
        new([.. edit.Kinds.Select(file => new JsonObject { ["path"] = file.Path, ["kind"] = file.Kind.ToString().ToLowerInvariant() })]);
}
