using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;

namespace GitOpsGen.Check.Wiring;

/// <summary>SCR-003.</summary>
internal static class Doubles
{
    public static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var (scraper, first, second) in Wirings.Of(contents).Doubles)
            findings.Fail(Messages.ScrapedTwice(second.At ?? scraper.At, $"{first}", scraper.Shown, By(first), By(second)));
    }

    private static string By(Target target) =>
        $"{target.By} ({target.Endpoint}{(target.Service.Length > 0 ? $", Service {target.Service}" : "")})";
}
