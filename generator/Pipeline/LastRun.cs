using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Ownership;
using GitOpsGen.Processes;
using GitOpsGen.State;

namespace GitOpsGen.Pipeline;

/// <summary>
/// Recognises that nothing has happened since the last complete render: the same tool, engines and files, by their stamps. Then the
/// answer, with its warnings, is the same, and nothing is read.
/// </summary>
public static class LastRun
{
    public static async Task<RenderReport?> RecallAsync(Workspace workspace, Snapshot now, CancellationToken cancellation)
    {
        if (workspace.Index.CleanMark.Length == 0 || !workspace.Index.IsUntouched(now))
            return null;
        try
        {
            var last = JsonNode.Parse(File.ReadAllText(FileOf(workspace)))!;
            if (workspace.Index.CleanMark != Mark(workspace.Files.Root, last["engines"]!.AsArray().Select(program => (string)program!)))
                return null;
            // What a project keeps for pruning depends on what is committed.
            var branch = (string)last["branch"]!;
            if (
                (string)last["point"]!
                != (await BranchPoint.ReadAsync(new GitRepository(workspace.Files.Root), branch, cancellation)).ToString()
            )
                return null;
            var diagnostics = last["diagnostics"]!
                .AsArray()
                .Select(item => new Diagnostic(
                    Enum.Parse<Severity>((string)item!["severity"]!),
                    (string)item["code"]!,
                    item["file"] is { } file ? new Position((string)file!, (int)item["line"]!, (int)item["column"]!) : null,
                    (string)item["message"]!
                ));
            return new RenderReport(
                (int)last["units"]!,
                0,
                0,
                new ChangeSet([], [.. last["stray"]!.AsArray().Select(path => (string)path!)], [], []),
                [.. diagnostics]
            )
            {
                Engines = [.. last["identities"]!.AsArray().Select(identity => (string)identity!)],
            };
        }
        catch (Exception error)
            when (error
                    is IOException
                        or JsonException
                        or UnauthorizedAccessException
                        or NullReferenceException
                        or ArgumentException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
            )
        {
            return null;
        }
    }

    /// <param name="point">Where the work tree stood towards <paramref name="branch"/>.</param>
    /// <param name="engines">The programs that the fleet file names, absolute.</param>
    public static void Remember(
        Workspace workspace,
        RenderReport report,
        IReadOnlyList<string> engines,
        string branch,
        BranchPoint point,
        Snapshot after,
        bool isComplete,
        TimeProvider clock
    )
    {
        var diagnostics = new JsonArray([
            .. report
                .Diagnostics.Where(item => item.Code is not ("GOG086" or "GOG193"))
                .Select(item => new JsonObject
                {
                    ["severity"] = item.Severity.ToString(),
                    ["code"] = item.Code,
                    ["file"] = item.At?.File,
                    ["line"] = item.At?.Line,
                    ["column"] = item.At?.Column,
                    ["message"] = item.Message,
                }),
        ]);
        var last = new JsonObject
        {
            ["units"] = report.Units,
            ["branch"] = branch,
            ["point"] = point.ToString(),
            ["engines"] = Texts(engines),
            ["identities"] = Texts(report.Engines),
            ["stray"] = Texts(report.Changes.Stray),
            ["diagnostics"] = diagnostics,
        };
        Directory.CreateDirectory(workspace.Cache);
        File.WriteAllText(FileOf(workspace), last.ToJsonString());
        // Kept hand edits must be looked at again each time.
        workspace.Index.Save(
            workspace.IndexFile,
            after,
            isComplete && report.Changes.Adopted.IsEmpty ? Mark(workspace.Files.Root, engines) : "",
            clock
        );
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string FileOf(Workspace workspace) => Path.Join(workspace.Cache, "last.json");

    // An engine that another clone found to build differently may have made what lies here.
    private static string Verdicts => $"{Directory.GetLastWriteTimeUtc(EngineVerdicts.Folder).Ticks}";

    // The engines are known by their files' stamps; asking them their version costs more than all the rest.
    private static string Mark(string root, IEnumerable<string> named)
    {
        var engines = new[] { "kustomize", "kubectl", "helm" }
            .Select(SearchPath.Outside(root).Find)
            .Concat(named)
            .Select(program => program is null ? "-" : $"{program} {FileStamp.Of(EngineFinder.Real(program))}");
        return Digest.OfText(
            string.Join('\n', [$"{typeof(LastRun).Assembly.ManifestModule.ModuleVersionId}", .. engines, UserCache.Root, Verdicts])
        );
    }
}
