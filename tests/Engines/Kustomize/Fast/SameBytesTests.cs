using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Processes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>Both ways give the same bytes, whatever they merge.</summary>
public sealed class SameBytesTests
{
    private static readonly HashSet<string> AllKinds = [.. MergeFacts.BuiltIn.Kinds.Select(kind => kind.Kind)];

    public static TheoryData<string, string> Engines => SelfTestTests.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_random_patches_over_every_list(string program, string prefix)
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine("kustomize", program, prefix == "build" ? [] : [prefix], null, "random");
        var different = new List<int>();
        var built = 0;
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var overlay = folder.File($"{seed}");
            new RandomPatches(new Random(seed)).Write(overlay, 12);
            var plain = await engine.BuildAsync(overlay, isSmall: true, default);
            using var schema = SchemaFile.AddTo(overlay, MergeSchema.BuiltIn.Of(AllKinds));
            var fast = await engine.BuildAsync(overlay, isSmall: true, default);
            built += plain.Succeeded ? 1 : 0;
            if (!Same(plain, fast))
                different.Add(seed);
        }

        Assert.Empty(different);
        Assert.True(built > 20, $"only {built} of 40 could be built");
    }

    [Fact]
    public async Task Of_this_repositorys_own_fleet()
    {
        using var fleet = Repository.CopyOfFleet();
        var before = fleet.Snapshot();
        foreach (var folder in Directory.EnumerateDirectories(fleet.File("environments"), "rendered", SearchOption.AllDirectories))
            Directory.Delete(folder, recursive: true);

        var render = await Gitopsgen.RunInAsync(fleet, "render", "--offline");

        Assert.True(render.Exit == 0, render.ToString());
        Assert.Equal(before, fleet.Snapshot());
        Assert.NotEmpty(File.ReadAllLines(fleet.State("cache/shapes")));
    }

    private static bool Same(CommandResult one, CommandResult other) =>
        one.Succeeded == other.Succeeded && one.Output.Span.SequenceEqual(other.Output.Span);
}
