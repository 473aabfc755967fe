using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Golden;

/// <summary>
/// Three small fleets and every file that is generated for each: what is not there, or too much, or another by a byte fails.
/// </summary>
public sealed class FleetTests
{
    private static readonly string[] Cases = ["helm-delivery", "kustomize-only", "moving-app"];

    // By the name of an engine: found as everyone's is, or a later one.
    public static MatrixTheoryData<string, string> Renders => new(Cases, ["found", "alone"]);

    [Theory]
    [MemberData(nameof(Renders))]
    public async Task A_fleet_renders_to_the_files_that_were_read(string name, string kustomize)
    {
        using var fleet = new TemporaryFolder();
        var input = ExpectedTree.Read(Path.Join(Folder, name, "input"));
        foreach (var (path, text) in input)
            fleet.Write(path, text);
        if (kustomize == "alone")
            fleet.Write("gitopsgen.yaml", $"{input["gitopsgen.yaml"]}  tools: {{kustomize: {{path: {TestTools.KustomizeAlone}}}}}\n");

        var answer = await Gitopsgen.RunInAsync(fleet, "render", "--offline");

        Assert.True(answer.Exit == 0, answer.ToString());
        fleet.Write("gitopsgen.yaml", input["gitopsgen.yaml"]);
        var tree = ExpectedTree.Read(fleet.Path);
        Assert.Equal(input, input.Keys.ToDictionary(path => path, path => tree[path], StringComparer.Ordinal));
        new ExpectedTree(Path.Join(Folder, name)).Compare(
            tree.Where(file => !input.ContainsKey(file.Key)).ToDictionary(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_fleet_that_lies_there_is_rendered() =>
        Assert.Equal(Cases, Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static string Folder => Path.Join(Repository.Root, "tests", "Golden");
}
