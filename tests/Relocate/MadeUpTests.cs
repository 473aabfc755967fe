using System.Globalization;
using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>1,000 made-up files with the word in every wrong position, and as many of the right ones: none edited, and all.</summary>
public sealed class MadeUpTests
{
    /// <summary>A namespace of the system with a pattern, and one that moves as a whole.</summary>
    public static TheoryData<string, string> Moves =>
        new()
        {
            { "kube-system", "ama-metrics*" },
            { "monitoring", "ama-metrics*" },
            { "monitoring", "*" },
        };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task None_of_a_thousand_wrong_positions_is_edited(string from, string objects)
    {
        var files = new MadeUp(from, "wrong", objects == "*").Wrong(1000).ToList();
        var plan = await PlanAsync(from, objects, files);
        Assert.Equal("", string.Join('\n', plan.Occurrences.Where(one => one.Edit).Select(one => Told(files, one)).Distinct()));
        Assert.True(plan.Occurrences.Length >= 1000, "each file names the namespace");
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Each_of_the_right_positions_is_edited(string from, string objects)
    {
        var files = new MadeUp(from, "right", objects == "*").Right(400).ToList();
        var plan = await PlanAsync(from, objects, files);
        // An API group such as monitoring.coreos.com is in some of them, too.
        var kept = plan.Occurrences.Where(one => !one.Edit && one.Judgement.Category != Category.LongerName);
        Assert.Equal("", string.Join('\n', kept.Select(one => Told(files, one)).Distinct()));
        Assert.Equal(files.Count, plan.Occurrences.Select(one => one.Path).Distinct(StringComparer.Ordinal).Count());
    }

    internal static string PathOf(IReadOnlyList<MadeUpFile> files, int i) => i.ToString(CultureInfo.InvariantCulture) + "/" + files[i].Path;

    private static async Task<RelocationPlan> PlanAsync(string from, string objects, IReadOnlyList<MadeUpFile> files)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < files.Count; i++)
            folder.Write(PathOf(files, i), files[i].Text);
        var request = new RelocationRequest(folder.Path, from, "observability", [objects]);
        return await new RelocationPlanner(request, RelocationRules.Default, includeCode: true).PlanAsync(
            TestContext.Current.CancellationToken
        );
    }

    private static string Told(IReadOnlyList<MadeUpFile> files, Occurrence one)
    {
        var file = files[int.Parse(one.Path.Split('/')[0], CultureInfo.InvariantCulture)];
        return $"{one.Judgement.Verdict} {one.Judgement.Evidence} {file.Path}:{one.Line}:{one.Column}\n{file.Text}";
    }
}
