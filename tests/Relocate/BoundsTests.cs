using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>What no person wrote must neither end the plan nor hold it up. Judged by what comes out, not by time.</summary>
public sealed class BoundsTests
{
    public static TheoryData<string, string> Monsters =>
        new()
        {
            { "deep.json", new string('[', 100_000) + "\"kube-system\"" + new string(']', 100_000) },
            { "deep.yaml", "a: " + new string('[', 50_000) + "kube-system" + new string(']', 50_000) },
            {
                "deepest.yaml",
                string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n"))
                    + new string(' ', 2_000)
                    + "namespace: kube-system\n"
            },
            { "open.yaml", string.Concat(Enumerable.Repeat("{{", 50_000)) + " kube-system" },
            {
                "circle.tpl",
                string.Concat(
                    Enumerable
                        .Range(0, 50)
                        .Select(i => $"{{{{- define \"x{i}\" -}}}}{{{{ include \"x{(i + 1) % 50}\" . }}}}kube-system{{{{- end }}}}\n")
                )
            },
            {
                "bomb.yaml",
                "a: &a [kube-system]\n"
                    + string.Concat(
                        Enumerable
                            .Range(1, 12)
                            .Select(i =>
                                $"{(char)('a' + i)}: &{(char)('a' + i)} "
                                + $"[{string.Join(", ", Enumerable.Repeat($"*{(char)('a' + i - 1)}", 10))}]\n"
                            )
                    )
            },
            { "line.txt", string.Concat(Enumerable.Repeat("kube-system ", 50_000)) },
            { "line.yaml", "a: \"" + string.Concat(Enumerable.Repeat("kube-system ", 20_000)) + "\"\n" },
            { "line.md", string.Concat(Enumerable.Repeat("kube-system ", 20_000)) },
            { "quotes.yaml", "a: '" + string.Concat(Enumerable.Repeat("\n\"", 20_000)) + "kube-system" },
        };

    [Theory]
    [MemberData(nameof(Monsters))]
    public async Task A_monstrous_file_is_planned_and_nothing_in_it_moves(string path, string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write(path, text);
        var plan = await Plans.OfAsync(folder.Path);
        Assert.Equal(text.Split("kube-system").Length - 1, plan.Occurrences.Length);
        Assert.DoesNotContain(plan.Occurrences, one => one.Judgement.Verdict == Verdict.Move);
    }

    [Fact]
    public async Task A_json_of_megabytes_is_judged_object_by_object()
    {
        using var folder = new TemporaryFolder();
        var items = Enumerable
            .Range(0, 20_000)
            .Select(i =>
                $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{(i % 2 == 0 ? "ama-metrics" : "other")}}}-{{{i}}}","namespace":"kube-system"},"data":{"x":"{{{new string('y', 170)}}}"}}"""
            );
        folder.Write("big.json", $$"""{"kind":"List","apiVersion":"v1","items":[{{string.Join(',', items)}}]}""");
        Assert.True(new FileInfo(folder.File("big.json")).Length > 5_000_000);
        var plan = await Plans.OfAsync(folder.Path);
        Assert.Equal((10_000, 10_000), (plan.Count(Verdict.Move), plan.Count(Verdict.Keep)));
    }

    [Fact]
    public async Task A_thousand_files_are_one_plan_in_order()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 1_000; i++)
            folder.Write(
                $"dir{i % 37}/file{i}.{(i % 3 == 0 ? "yaml" : i % 3 == 1 ? "md" : "go")}",
                i % 3 == 0 ? $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ama-metrics-{i}\n  namespace: kube-system\n"
                    : i % 3 == 1 ? "text without it\n"
                    : "package x // kube-system\n"
            );
        var plan = await Plans.OfAsync(folder.Path);
        Assert.Equal((334, 333), (plan.Count(Verdict.Move), plan.Count(Verdict.Keep)));
        Assert.Equal(plan.Occurrences.Select(one => one.Path).Order(StringComparer.Ordinal), plan.Occurrences.Select(one => one.Path));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_told_and_left_out()
    {
        using var folder = new TemporaryFolder();
        // Sparse: it takes no room.
        await using (var file = File.Create(folder.File("huge.log")))
            file.SetLength(SourceReader.Limit + 1);
        Assert.Equal("GOG112", Assert.Single((await Plans.OfAsync(folder.Path)).Diagnostics).Code);
    }
}
