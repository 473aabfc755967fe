using System.Text.Json;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Tests.Engines.Helm;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>
/// A rendered and committed fleet whose app, demo, Argo CD inflates: dev has one cluster, prod two. Nothing here can reach a network.
/// </summary>
public sealed class HelmFleet : IDisposable
{
    // Nobody listens there, so whoever asked would fail.
    private const string Nowhere = "http://127.0.0.1:9/charts";

    private HelmFleet(TemporaryFolder folder) => Folder = folder;

    public TemporaryFolder Folder { get; }

    /// <summary>The chart is a folder of the app.</summary>
    public static async Task<HelmFleet> WithFolderAsync(
        string helm = "helm 4",
        Action<DemoChart>? change = null,
        Action<TemporaryFolder>? before = null
    )
    {
        var fleet = new HelmFleet(ChartFleet.Create(helm, "path: chart", "helm"));
        fleet.WriteChart(change);
        before?.Invoke(fleet.Folder);
        await fleet.BeginAsync();
        return fleet;
    }

    /// <summary>The chart is one of a repository, and in the cache.</summary>
    public static async Task<(HelmFleet Fleet, DemoChart Chart)> WithCacheAsync(string helm, bool isKept = true)
    {
        var fleet = new HelmFleet(ChartFleet.Create(helm, "path: chart", "helm"));
        var chart = DemoChart.Unique();
        fleet.Use(chart, DemoChart.Version, isKept);
        await fleet.BeginAsync();
        return (fleet, chart);
    }

    /// <summary>Of a fleet that is not rendered yet.</summary>
    public static async Task<HelmFleet> OfAsync(TemporaryFolder folder)
    {
        var fleet = new HelmFleet(folder);
        await fleet.BeginAsync();
        return fleet;
    }

    public void WriteChart(Action<DemoChart>? change)
    {
        var chart = DemoChart.Unique();
        change?.Invoke(chart);
        chart.WriteTo(Folder, "apps/demo/chart");
    }

    /// <summary>Has the app use a chart of a repository.</summary>
    /// <param name="isKept">It was pulled once.</param>
    public void Use(DemoChart chart, string version, bool isKept = true)
    {
        var packed = chart.Pack();
        var digest = DemoChart.DigestOf(packed);
        Folder.Write(
            "apps/demo/app.yaml",
            SmallFleet.App(
                "demo",
                "delivery: helm",
                $"chart: {{repository: \"{Nowhere}\", name: demo, version: {version}, digest: \"sha256:{digest}\", releaseName: "
                    + $"rel, {ChartFleet.Produces}}}",
                "values: [values.yaml]"
            )
        );
        if (!isKept)
            return;
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, packed);
        ChartCache.Keep(file, digest);
        File.Delete(file);
    }

    public async Task RenderAsync()
    {
        var answer = await Gitopsgen.RunInAsync(Folder, "render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    public void Commit()
    {
        Sh.Git(Folder.Path, "add", "--all");
        Sh.Git(Folder.Path, "commit", "--quiet", "--allow-empty", "--message=State");
    }

    public async Task<string> TextAsync(string form, params string[] arguments)
    {
        var answer = await Gitopsgen.RunInAsync(Folder, ["diff", "--output", form, .. arguments]);
        Assert.True(answer.Exit is 0 or 3 && answer.Error.Length == 0, answer.ToString());
        return answer.Output;
    }

    public async Task<JsonElement> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse(await TextAsync("json", arguments)).RootElement;

    /// <summary>The changes, each as <c>risk class change Kind name [field,…] in environment[/cluster],…</c>.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync(params string[] arguments) => Lines(await JsonAsync(arguments));

    public static IReadOnlyList<string> Lines(JsonElement diff) =>
        [.. diff.GetProperty("changes").EnumerateArray().Select(Line).Order(StringComparer.Ordinal)];

    public static string Notes(JsonElement diff) =>
        string.Join('\n', diff.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));

    public void Dispose() => Folder.Dispose();

    private async Task BeginAsync()
    {
        Sh.Git(Folder.Path, "init", "--quiet", "--initial-branch=main");
        await RenderAsync();
        Commit();
    }

    private static string Line(JsonElement change)
    {
        string Of(string name) => change.GetProperty(name).GetString()!;
        var fields = string.Join(',', change.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("path").GetString()));
        var where = string.Join(
            ',',
            change
                .GetProperty("where")
                .EnumerateArray()
                .Select(place =>
                    $"{place.GetProperty("environment").GetString()}{(place.GetProperty("cluster").GetString() is { } cluster ? $"/{cluster}" : "")}"
                )
        );
        return $"{Of("risk")} {Of("class")} {Of("change")} {change.GetProperty("object").GetProperty("kind").GetString()} "
            + $"{change.GetProperty("object").GetProperty("name").GetString()} [{fields}] in {where}";
    }
}
