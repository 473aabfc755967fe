using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Kustomize.Fast;
using GitOpsGen.Processes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize.Fast;

/// <summary>The table of facts is the engines' own, all of it.</summary>
public sealed partial class SelfTestTests
{
    public static TheoryData<string, string> Engines =>
        new(RecordedKustomize.Engines.Select(engine => new TheoryDataRow<string, string>(engine.Program, engine.Prefix)));

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_engine_merges_as_the_facts_say(string program, string prefix)
    {
        using var folder = new TemporaryFolder();
        Assert.True(await new SelfTest(MergeSchema.BuiltIn).PassesAsync(Engine(program, prefix), folder.File("test"), default));
    }

    [Fact]
    public async Task No_mistake_in_the_facts_passes()
    {
        using var folder = new TemporaryFolder();
        SelfTest.Write(folder.File("plain"));
        var engine = Engine(TestTools.KustomizeAlone, "build");
        var plain = await engine.BuildAsync(folder.File("plain"), isSmall: true, default);
        var passed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            FalseFacts.All(),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (mistake, cancel) =>
            {
                var overlay = folder.File(mistake.What);
                SelfTest.Write(overlay);
                using var schema = SchemaFile.AddTo(overlay, new MergeSchema(mistake.Facts).Of(SelfTest.Kinds));
                var fast = await engine.BuildAsync(overlay, isSmall: true, cancel);
                if (fast.Output.Span.SequenceEqual(plain.Output.Span))
                    passed.Add(mistake.What);
            }
        );
        Assert.True(plain.Succeeded);
        Assert.Empty(passed);
    }

    [Fact]
    public async Task No_kind_could_be_missing_in_the_facts()
    {
        using var folder = new TemporaryFolder();
        SelfTest.Write(folder.Path);
        var engine = Engine(TestTools.KustomizeAlone, "build");
        var right = Documents(await engine.BuildAsync(folder.Path, isSmall: true, default));
        using var nothing = SchemaFile.AddTo(folder.Path, """{"definitions": {}}""");
        var wrong = Documents(await engine.BuildAsync(folder.Path, isSmall: true, default));
        var unmoved = MergeFacts.BuiltIn.Kinds.Where((_, number) => right[$"o{number}"] == wrong[$"o{number}"]);
        Assert.Empty(unmoved);
    }

    // Kustomize has an order of its own.
    private static Dictionary<string, string> Documents(CommandResult result) =>
        result.Text.Split("\n---\n").ToDictionary(document => Name().Match(document).Groups[1].Value, StringComparer.Ordinal);

    [GeneratedRegex("^  name: (o[0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Name();

    private static Engine Engine(string program, string prefix) =>
        new("kustomize", program, prefix == "build" ? [] : [prefix], null, "tested");
}
