using System.Text.Json.Nodes;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Processes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>Both ways give the same bytes, whatever they merge.</summary>
public sealed class SameBytesTests
{
    private const int Together = 8;

    private static readonly HashSet<string> AllKinds = [.. MergeFacts.BuiltIn.Kinds.Select(kind => kind.Kind)];

    public static TheoryData<string, string> Engines => SelfTestTests.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_random_patches_over_every_list(string program, string prefix)
    {
        using var folder = new TemporaryFolder();
        var engine = new Engine("kustomize", program, prefix == "build" ? [] : [prefix], null, "random");
        var fine = new List<IReadOnlyList<(JsonObject Base, JsonObject Patch)>>();
        foreach (var seed in Enumerable.Range(1, 40))
        {
            var made = new RandomPatches(new Random(seed), $"o{seed}-").Make(12);
            RandomPatches.Write(folder.File($"{seed}"), made);
            if ((await FastAsync(engine, folder.File($"{seed}"))).Succeeded)
                fine.Add(made);
            else
                Assert.False(
                    (await engine.BuildAsync(folder.File($"{seed}"), isSmall: true, default)).Succeeded,
                    $"only fast {seed} fails"
                );
        }

        Assert.True(fine.Count > 20, $"only {fine.Count} of 40 could be built");
        // Several at once, because nearly all of a plain build's time is Kustomize's own description.
        foreach (var (place, some) in fine.Chunk(Together).Index())
        {
            var overlay = folder.File($"together-{place}");
            RandomPatches.Write(overlay, [.. some.SelectMany(made => made)]);
            var plain = await engine.BuildAsync(overlay, isSmall: true, default);
            Assert.True(plain.Succeeded, plain.Message);
            Assert.True(plain.Output.Span.SequenceEqual((await FastAsync(engine, overlay)).Output.Span), overlay);
        }
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

    private static async Task<CommandResult> FastAsync(Engine engine, string overlay)
    {
        using var schema = SchemaFile.AddTo(overlay, MergeSchema.BuiltIn.Of(AllKinds));
        return await engine.BuildAsync(overlay, isSmall: true, default);
    }
}
