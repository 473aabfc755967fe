using System.Diagnostics;
using System.Text;
using GitOpsGen.ArgoCd;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.GitHub.Answers;
using GitOpsGen.Http.Answers;
using GitOpsGen.Load;
using GitOpsGen.Observe.Prometheus;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Promote.Evidence;
using GitOpsGen.Promote.Store;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Render.Templates;
using GitOpsGen.State;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// Two thousand broken files, each read in this process: the answer is a diagnostic or an exception of ours, soon, and without much memory.
/// A failure names its seed and keeps the input. GITOPSGEN_FUZZ_SEED begins elsewhere.
/// </summary>
public sealed class FuzzTests
{
    private const long MemoryLimit = 256 << 20;

    // Of the whole process: others run beside it. A loop without end shows all the same.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private static readonly int First = int.Parse(System.Environment.GetEnvironmentVariable("GITOPSGEN_FUZZ_SEED") ?? "1");

    [Fact]
    public void Fleets()
    {
        using var folder = StrangersFiles.Victim();
        folder.Write(
            "environments/prod/releases/web.yaml",
            "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: head, hold: {reason: rest}}\n"
        );
        var files = Files(folder, path => !path.StartsWith("apps/chart/demo/", StringComparison.Ordinal));
        Run(
            "fleet",
            500,
            files,
            (path, bytes) =>
            {
                File.WriteAllBytes(folder.File(path), bytes);
                new Workspace(folder.Path).Plan(new DiagnosticBag());
                File.WriteAllBytes(folder.File(path), files[path]);
            }
        );
    }

    [Fact]
    public async Task State()
    {
        using var folder = SmallFleet.Create();
        var rendered = await Gitopsgen.RunInAsync(folder, "render", "--offline");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        var state = StateFolder.Of(folder.Path);
        var files = Directory
            .EnumerateFiles(state.Cache)
            .ToDictionary(file => $"cache/{Path.GetFileName(file)}", File.ReadAllBytes, StringComparer.Ordinal);
        files["owned.json"] = File.ReadAllBytes(folder.File("environments/dev/web/owned.json"));
        files["journal.json"] = Journal();
        files["migrate.json"] = Encoding.UTF8.GetBytes(
            RelocationRecordJson.Write(RelocationRecord.Of("demo", "other", ["v1/ConfigMap/demo/settings"]))
        );
        Run("state", 500, files, (path, bytes) => ReadState(folder, state, path, bytes));
    }

    [Fact]
    public void Templates()
    {
        var files = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "apps"), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/templates/", StringComparison.Ordinal) && !file.Contains("/releases/", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(Path.Join(Repository.Root, "templates"), "*.md", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetRelativePath(Repository.Root, file), File.ReadAllBytes, StringComparer.Ordinal);
        var data = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["parameters"] = new Dictionary<string, object?>
            {
                ["region"] = "west",
                ["items"] = Enumerable.Range(0, 200).Cast<object?>().ToList(),
            },
        };
        Run(
            "template",
            400,
            files,
            (_, bytes) =>
            {
                try
                {
                    new TemplateEngine().Render(Encoding.UTF8.GetString(bytes), data);
                }
                catch (TemplateException)
                {
                    // Told with its line.
                }
            }
        );
    }

    [Fact]
    public void Charts()
    {
        using var folder = new TemporaryFolder();
        new DemoChart()
            .With(
                "values.schema.json",
                """{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"$ref": "#/definitions/a"}}, "definitions": {"a": {"type": "string"}}}"""
            )
            .WriteTo(folder, "demo");
        var files = Files(folder, _ => true);
        files["demo.tgz"] = new DemoChart().Pack();
        Run(
            "chart",
            300,
            files,
            (path, bytes) =>
            {
                File.WriteAllBytes(folder.File(path), bytes);
                var chart = path == "demo.tgz" ? folder.File(path) : folder.File("demo");
                new ChartContents(Position.Start("app.yaml"), "demo", new DiagnosticBag()).Check(chart);
                ChartMetadata.Of(chart);
                File.WriteAllBytes(folder.File(path), files[path]);
            }
        );
    }

    [Fact]
    public void Answers()
    {
        const string pull = """
            {"number": 7, "node_id": "x", "html_url": "https://github.example/contoso/small/pull/7", "state": "open", "merged_at": "2026-01-01T00:00:00Z",
              "head": {"ref": "gitopsgen/wave/dev", "sha": "0123456789abcdef0123456789abcdef01234567"}, "title": "Change dev", "body": null,
              "user": {"login": "contoso-bot[bot]"}}
            """;
        var shapes = new Dictionary<string, (Shape Shape, string Answer)>(StringComparer.Ordinal)
        {
            ["pull"] = (GitHubAnswer.PullRequest, pull),
            ["pulls"] = (GitHubAnswer.PullRequests, $"[{pull},\n{pull}]"),
            ["application"] = (
                ApplicationAnswer.Shape,
                ApplicationJson.Healthy("web-1", "prod", "prod", new string('a', 40), DateTimeOffset.UnixEpoch).ToJsonString()
            ),
            ["comments"] = (GitHubAnswer.Comments, "[{\"id\": 1, \"user\": {\"login\": \"x\"}, \"body\": \"text\"}]"),
            ["token"] = (GitHubAnswer.AccessToken, "{\"token\": \"ghs_x\",\n\"expires_at\": \"2026-01-01T00:00:00Z\"}"),
            ["references"] = (
                GitHubAnswer.References,
                "[{\"ref\": \"refs/heads/x\", \"object\": {\"sha\": \"0123456789abcdef0123456789abcdef01234567\"}}]"
            ),
        };
        Run(
            "answer",
            300,
            shapes.ToDictionary(shape => shape.Key, shape => Encoding.UTF8.GetBytes(shape.Value.Answer), StringComparer.Ordinal),
            (name, bytes) =>
            {
                GitHubJson.Reason(bytes);
                try
                {
                    AnswerJson.Read(bytes, shapes[name].Shape);
                }
                catch (UnlikeAnswerException)
                {
                    // Told with host and call.
                }
            }
        );
    }

    [Fact]
    public void Evidence()
    {
        var seen = new Observation("prod", "web", "prod-1")
        {
            Release = "1.0.0-abc",
            Content = "sha",
            Phase = Phase.Cutover,
            Health = Health.Unhealthy,
            Reason = "degraded",
            Readings = [new Reading("errors", 1.5, false), new Reading("lag", null, null)],
        };
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["run"] = Encoding.UTF8.GetBytes(EvidenceJson.Write(new ObservationRun(DateTimeOffset.UnixEpoch, "base", [seen, seen]))),
            ["answer"] = Encoding.UTF8.GetBytes(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\n\"result\":[{\"metric\":{},\"value\":[1,\"2\"]}]}}"
            ),
        };
        Run(
            "evidence",
            300,
            files,
            (name, bytes) =>
            {
                try
                {
                    if (name == "run")
                        EvidenceJson.Read(Encoding.UTF8.GetString(bytes));
                    else
                        QueryAnswer.Read(bytes);
                }
                catch (Exception error) when (error is UnlikeEvidenceException or UnlikeAnswerException)
                {
                    // Told with its file, or its server.
                }
            }
        );
    }

    private static void Run(string family, int count, IReadOnlyDictionary<string, byte[]> files, Action<string, byte[]> read)
    {
        var paths = files.Keys.Order(StringComparer.Ordinal).ToList();
        for (var seed = First; seed < First + count; seed++)
        {
            var random = new Random(seed);
            var path = paths[random.Next(paths.Count)];
            var bytes = files[path];
            var mutator = new Mutator(random);
            for (var times = random.Next(1, 4); times > 0; times--)
                bytes = mutator.Mangle(bytes);
            var (clock, memory) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                read(path, bytes);
            }
            catch (Exception error)
            {
                Assert.Fail($"{Kept(family, seed, path, bytes)}: {error}");
            }

            if (Stopwatch.GetElapsedTime(clock) is var elapsed && elapsed > TimeLimit)
                Assert.Fail($"{Kept(family, seed, path, bytes)}: took {elapsed}");
            if (GC.GetAllocatedBytesForCurrentThread() - memory is var taken && taken > MemoryLimit)
                Assert.Fail($"{Kept(family, seed, path, bytes)}: took {taken >> 20} MiB");
        }
    }

    private static string Kept(string family, int seed, string path, byte[] bytes)
    {
        var file = Path.Join(Directory.CreateTempSubdirectory($"gitopsgen-fuzz-{family}-{seed}-").FullName, Path.GetFileName(path));
        File.WriteAllBytes(file, bytes);
        return $"{family}, seed {seed}, {path} (kept as {file})";
    }

    private static Dictionary<string, byte[]> Files(TemporaryFolder folder, Func<string, bool> isWanted) =>
        Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Where(isWanted)
            .ToDictionary(path => path, path => File.ReadAllBytes(folder.File(path)), StringComparer.Ordinal);

    private static byte[] Journal()
    {
        using var stream = new MemoryStream();
        var entry = new JournalEntry("environments/dev/web/kustomization.yaml", null, new string('0', 64), "f1", IsState: false);
        JournalFile.Write(
            new JournalContent(JournalKind.Render, new string('a', 16), [entry, entry with { Path = "argocd/root.yaml" }]),
            stream
        );
        return stream.ToArray();
    }

    private static void ReadState(TemporaryFolder folder, StateFolder state, string path, byte[] bytes)
    {
        try
        {
            var text = Encoding.UTF8.GetString(bytes);
            switch (path)
            {
                case "owned.json":
                    OwnedFiles.Read("environments/dev/web", text, new DiagnosticBag());
                    break;
                case "migrate.json":
                    RelocationRecordJson.Read(path, text, new DiagnosticBag());
                    break;
                default:
                    File.WriteAllBytes(Path.Join(state.Path, path), bytes);
                    var workspace = new Workspace(folder.Path);
                    var journal = new Journal(workspace.Index, state, workspace.Stage, JournalKind.Render);
                    LastRun.RecallAsync(workspace, workspace.Look(), CancellationToken.None).GetAwaiter().GetResult();
                    _ = new BuildCache(Path.Join(state.Cache, "builds"), null).Get("x");
                    _ = new EngineCache(Path.Join(state.Cache, "engines"), isKept: true);
                    journal.Recover(new DiagnosticBag());
                    break;
            }
        }
        catch (DiagnosedException)
        {
            // Of a later version; told with the mend.
        }
    }
}
