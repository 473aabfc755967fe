using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Load;

/// <summary>What waves say that another promoter, for which files are generated, has no form for.</summary>
internal sealed partial class PromotionOutputChecks(FleetSettings settings, DiagnosticBag diagnostics)
{
    private const int MostStages = 31;
    private const int LongestBranch = 100 - 12;

    public void Check()
    {
        foreach (var (output, at) in settings.Promotion.Outputs)
        foreach (var why in Why(output))
            diagnostics.Add(Messages.NoOutput(at, output.Word(), why));
    }

    private IEnumerable<string> Why(PromotionOutput output) =>
        output switch
        {
            PromotionOutput.Kubefleet => KubeFleet(),
            PromotionOutput.GitOpsPromoter => GitOpsPromoter(),
            _ => [],
        };

    private IEnumerable<string> KubeFleet()
    {
        if (settings.Waves.Length > MostStages)
            yield return $"{settings.Waves.Length} waves are more than its {MostStages} stages";
        foreach (var same in settings.Waves.GroupBy(wave => PromotionOutputs.StageName(wave.Name), StringComparer.Ordinal))
            if (same.Select(wave => wave.Name).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } names)
                yield return $"names of stages have no '-', so that the waves {string.Join(" and ", names)} would be one";
    }

    private IEnumerable<string> GitOpsPromoter()
    {
        foreach (var wave in settings.Waves.Where(wave => wave.Name.Length > LongestBranch))
            yield return $"the branch of {wave.Name} would have more than 100 characters";
        foreach (var check in settings.Waves.SelectMany(wave => wave.Enter.Checks).Distinct(StringComparer.Ordinal))
            if (check.Length > 63 || !Key().IsMatch(check))
                yield return $"the check '{check}' is no key of a commit status (letters, digits, '-', '_', '.'; up to 63)";
    }

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
