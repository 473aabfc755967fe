using System.Text.Json;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Reports;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>Plans that tests ask for: of the move that the tool was made for, unless they say otherwise.</summary>
internal static class Plans
{
    public const string From = "kube-system";

    public static Task<RelocationPlan> OfAsync(
        string folder,
        RelocationRules? rules = null,
        bool includeCode = false,
        string objects = "ama-metrics*"
    ) =>
        new RelocationPlanner(
            new RelocationRequest(folder, From, "azure-managed-prometheus", [objects]),
            rules ?? RelocationRules.Default,
            includeCode
        ).PlanAsync(TestContext.Current.CancellationToken);

    /// <summary>The one mention in a text, as a file of its own; the text may hold more of them before <paramref name="nth"/>.</summary>
    public static async Task<Occurrence> OneAsync(string path, string text, int nth = 1)
    {
        using var folder = new TemporaryFolder();
        folder.Write(path, text);
        return (await OfAsync(folder.Path)).Occurrences[nth - 1];
    }

    /// <summary>What the command prints as JSON.</summary>
    public static async Task<(Answer Answer, JsonDocument Json)> RunAsync(string folder, params string[] more)
    {
        var answer = await Gitopsgen.RunAsync([
            "migrate",
            "plan",
            "--from",
            From,
            "--to",
            "azure-managed-prometheus",
            "--path",
            folder,
            "-o",
            "json",
            .. more,
        ]);
        return (answer, JsonDocument.Parse(answer.Output));
    }

    public static string Word<T>(T value)
        where T : struct, Enum => KebabCase.Of(value);
}
