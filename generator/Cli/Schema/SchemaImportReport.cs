using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Schemas;

namespace GitOpsGen.Cli.Schema;

/// <summary>What an import prints: each file that changes, what nobody may use, and how much there was.</summary>
internal static class SchemaImportReport
{
    public static int Write(SchemaImportOptions options, SchemaImportResult result, OutputFormat format, Streams streams)
    {
        var exit = result.HasErrors ? ExitCodes.Of(result.Diagnostics) : ExitCodes.Done;
        streams.Diagnostics(result.Diagnostics);
        if (format == OutputFormat.Json)
            streams.Write("schema import", Json(options, result, exit));
        else if (!result.HasErrors)
            Text(options, result, streams.Output);
        return exit;
    }

    private static void Text(SchemaImportOptions options, SchemaImportResult result, TextWriter output)
    {
        foreach (var change in result.Changes.Changes)
            output.WriteLine($"{Word(change.Kind), -8} {change.Path}");
        foreach (var (name, versions) in NotServed(result))
            output.WriteLine($"not served {name}: {string.Join(", ", versions)}");
        var kinds = result.Imported.Kinds.Select(kind => (kind.Group, kind.Kind)).Distinct().Count();
        output.WriteLine(
            $"{kinds} kinds in {result.Imported.Kinds.Length} versions{(options.IsDryRun ? " would be" : "")} imported: "
                + $"{result.Changes.Changes.Length} files differ."
        );
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Versions)> NotServed(SchemaImportResult result) =>
        result
            .Imported.Kinds.OfType<CustomSchema>()
            .Where(kind => !kind.NotServed.IsEmpty)
            .DistinctBy(kind => (kind.Group, kind.Kind))
            .Select(kind => ($"{kind.Group} {kind.Kind}", (IReadOnlyList<string>)kind.NotServed));

    private static string Word(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Add => "new",
            ChangeKind.Delete => "gone",
            _ => "changed",
        };

    private static JsonObject Json(SchemaImportOptions options, SchemaImportResult result, int exit) =>
        new()
        {
            ["sources"] = Streams.ToJson(options.Sources),
            ["dryRun"] = options.IsDryRun,
            ["kinds"] = new JsonArray([.. result.Imported.Kinds.Select(Json)]),
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

    private static JsonNode Json(KindSchema kind) =>
        new JsonObject
        {
            ["group"] = kind.Group,
            ["version"] = kind.Version,
            ["kind"] = kind.Kind,
            ["notServed"] = kind is CustomSchema custom ? Streams.ToJson(custom.NotServed) : null,
        };
}
