using System.Text.RegularExpressions;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>
/// What the tool knows of an app stands in the app's own folder: a stranger adds another without touching generator/. So no text in the
/// tool's code names an app of this fleet.
/// </summary>
public sealed partial class AppNameTests
{
    // Apps that are called like something which the tool knows for another reason. Whoever adds one says why.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["argocd"] =
            "a key of gitopsgen.yaml, the folder of Argo CD's documents, and the namespace that it runs in unless the fleet says otherwise",
        ["ztunnel"] = "Istio's program on each node, of which the rules of meshes speak",
        ["istiod"] = "Istio's control plane, of which they speak as well",
    };

    // Places that name an object of somebody else's software, which happens to be called like the app that runs it.
    private static readonly Dictionary<string, string> Upstream = new(StringComparer.Ordinal)
    {
        ["Check/Alerts/AgentMetrics.cs"] = "the ConfigMap in which Azure's agent is told what to scrape",
        ["Check/Alerts/AgentSettings.cs"] = "the agent's ConfigMaps, its Deployment and its DaemonSet, as Azure ships them",
        ["Relocate/Languages/SourceLines.cs"] = "an example in a comment",
        ["Relocate/Languages/ServiceAddress.cs"] = "an example in a comment",
        ["Relocate/Proof/CodeForms.cs"] = "an example in a comment",
        ["Relocate/Reports/BeyondManifests.cs"] = "a command that looks at the agent's Deployment",
        ["Relocate/Reports/PlainReplacement.cs"] = "the agent's ServiceAccount and its containers, as Azure ships them",
        ["Wiring/Scraper.cs"] = "the agent's Deployment, by which it is known as a scraper",
        ["Wiring/Scrapers.cs"] = "the Deployment of the agent's target allocator",
    };

    [Fact]
    public void No_text_in_the_code_names_an_app_of_this_fleet()
    {
        var found = Named().Where(one => !Upstream.ContainsKey(one.File)).Select(one => $"{one.File}({one.Line}): {one.App}");
        Assert.Equal([], found);
    }

    [Fact]
    public void Every_exception_is_one() => Assert.Equal([], Upstream.Keys.Except(Named().Select(one => one.File), StringComparer.Ordinal));

    private static IEnumerable<(string File, int Line, string App)> Named()
    {
        var root = Path.Join(Repository.Root, "generator");
        var apps = Directory
            .GetDirectories(Path.Join(Repository.Root, "apps"))
            .Select(folder => Path.GetFileName(folder))
            .Except(Words.Keys)
            .ToList();
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(root, file).Replace('\\', '/')
            where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
            from line in File.ReadLines(file).Index()
            from Match text in Texts().Matches(line.Item)
            from app in apps
            where Regex.IsMatch(text.Value, $@"(?<![\w.-]){Regex.Escape(app)}(?![\w.])")
            select (path, line.Index + 1, app);
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Texts();
}
