using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>One case of <c>shared/data/argocd-sync-scenarios*.yaml</c>, whose head explains the format.</summary>
internal sealed record Scenario(string Id, string Kind, YamlMap Map)
{
    private static readonly Lazy<IReadOnlyList<Scenario>> Every = new(ReadAll);

    /// <summary>The ids of those of some kinds; none where the data is not beside the repository.</summary>
    public static TheoryData<string> Ids(params string[] kinds) =>
        [.. Every.Value.Where(one => kinds.Contains(one.Kind)).Select(one => one.Id)];

    public static Scenario Find(string id) => Every.Value.Single(one => one.Id == id);

    public YamlMap Expect => Map.Map("expect")!;

    private static List<Scenario> ReadAll()
    {
        var folder = Path.GetFullPath(Path.Join(Repository.Root, "..", "shared", "data"));
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "argocd-sync-scenarios*.yaml") : [];
        return [.. files.Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    private static IEnumerable<Scenario> Read(string file)
    {
        var diagnostics = new DiagnosticBag();
        var map = YamlReader.ReadMap(file, File.ReadAllText(file), diagnostics);
        Assert.False(diagnostics.HasErrors);
        return map!.List("scenarios").Cast<YamlMap>().Select(one => new Scenario(one.Text("id")!, one.Text("kind")!, one));
    }
}
