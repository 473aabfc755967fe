using GitOpsGen.Tests.Schemas;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>The waves as other promoters read them.</summary>
public sealed class PromotionDocumentsTests : IDisposable
{
    private const string Waves =
        "    - {name: first, follows: head, leave: {health: argocd, soak: 90m}}\n"
        + "    - {name: p-10, follows: head, enter: {approvals: 2, checks: [ci/build]}, leave: {soak: 1d}}\n";

    private readonly TemporaryFolder folder = SmallFleet.Create();

    [Theory]
    [InlineData("kubefleet", "waitTime: 24h", "name: p10", "type: Approval", "gitopsgen.io/wave: p-10")]
    [InlineData("kargo", "requiredSoakTime: 90m", "direct: true", "kind: Stage")]
    [InlineData("gitops-promoter", "branch: environment/p-10", "autoMerge: false", "duration: 90m", "key: ci-build")]
    public async Task The_waves_are_written_as_the_promoters_definitions_want_them(string promoter, params string[] expected)
    {
        Says($"[{promoter}]", Waves.Replace("ci/build", "ci-build", StringComparison.Ordinal));
        var answer = await Gitopsgen.RunInAsync(folder, "render");
        Assert.True(answer.Exit == 0, answer.ToString());
        var text = await File.ReadAllTextAsync(folder.File($"argocd/promotion/{promoter}.yaml"));
        foreach (var one in expected)
            Assert.Contains(one, text, StringComparison.Ordinal);
        Assert.Empty(RealSchemas.Judge(text, "1.33"));
    }

    [Fact]
    public async Task They_go_with_the_word_and_are_off_unless_said()
    {
        Says("[kubefleet, kargo, gitops-promoter]", Waves.Replace("ci/build", "ci", StringComparison.Ordinal));
        Assert.Equal(0, (await Gitopsgen.RunInAsync(folder, "render")).Exit);
        Assert.Equal(3, Directory.GetFiles(folder.File("argocd/promotion")).Length);
        Says("[]", Waves);
        Assert.Equal(0, (await Gitopsgen.RunInAsync(folder, "render")).Exit);
        Assert.False(Directory.Exists(folder.File("argocd/promotion")));
    }

    [Theory]
    [InlineData("[kubefleet]", "    - {name: p1-0, follows: head}\n    - {name: p-10, follows: head}\n", "p1-0 and p-10 would be one")]
    [InlineData("[gitops-promoter]", "", "the check 'ci/build' is no key")]
    public async Task What_has_no_form_there_is_refused(string outputs, string waves, string why)
    {
        Says(outputs, waves.Length == 0 ? Waves : waves);
        var answer = await Gitopsgen.RunInAsync(folder, "render");
        Assert.Equal(1, answer.Exit);
        Assert.Contains("GOG430", answer.Error, StringComparison.Ordinal);
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Says(string outputs, string waves)
    {
        foreach (var (environment, wave) in new[] { ("dev", "first"), ("prod", "p-10") })
        {
            var file = folder.File($"environments/{environment}/environment.yaml");
            var text = File.ReadAllText(file);
            File.WriteAllText(file, text.Replace($"wave: {environment}\n", $"wave: {wave}\n", StringComparison.Ordinal));
        }

        folder.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet[..SmallFleet.Fleet.IndexOf("    - {name: dev", StringComparison.Ordinal)]
                + waves
                + $"  promotion: {{outputs: {outputs}}}\n"
        );
    }
}
