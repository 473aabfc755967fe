using System.Text.RegularExpressions;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Scraping;

/// <summary>SCR-002: a Probe says who probes, and what.</summary>
internal static partial class ProbeRule
{
    public static Rule<ClusterContents> Complete { get; } =
        new(
            "SCR-002",
            "A Probe has `prober.url` as host:port, without a scheme or a path, and targets of one sort: `staticConfig` with at least one "
                + "target, or `ingress`. Of both, `staticConfig` counts.",
            Check
        )
        {
            Why = "The operator rejects the whole Probe otherwise, and says it only in its log.",
            Mend = "Write the host and port alone; the scheme goes to `prober.scheme`, the path to `prober.path`.",
            Severities = [Severity.Error, Severity.Warning],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var probe in contents.OfKind("monitoring.coreos.com/Probe"))
        {
            Prober(probe, findings);
            Targets(probe, findings);
        }
    }

    private static void Prober(Manifest probe, Findings findings)
    {
        var at = probe.Spec?.Place("prober", "url") ?? probe.Document.At;
        if (probe.Spec.TextAt("prober", "url") is not { Length: > 0 } url)
            findings.Fail(Messages.ProberMissing(at, probe.ToString()));
        else if (Address().Match(url) is not { Success: true } match || Port(match.Groups["port"].Value) is > 65535)
            findings.Fail(Messages.ProberForm(at, probe.ToString(), url, Mended(url)));
        else if (!match.Groups["port"].Success)
            findings.Fail(Messages.ProberPort(at, probe.ToString(), url));
    }

    private static void Targets(Manifest probe, Findings findings)
    {
        var targets = probe.Spec?.Map("targets");
        var at = probe.Spec?.Place("targets") ?? probe.Document.At;
        var (isStatic, isIngress) = (targets?.Says("staticConfig") == true, targets?.Says("ingress") == true);
        if (!isStatic && !isIngress)
            findings.Fail(Messages.ProbeTargetsMissing(at, probe.ToString()));
        else if (isStatic && isIngress)
            findings.Fail(Messages.ProbeTargetsTwice(targets!.Place("ingress"), probe.ToString()));
        if (isStatic && !targets.TextsAt("staticConfig", "static").Any())
            findings.Fail(Messages.ProbeTargetsEmpty(targets!.Place("staticConfig", "static"), probe.ToString()));
    }

    private static int? Port(string text) =>
        text.Length == 0 ? null
        : int.TryParse(text, out var port) ? port
        : int.MaxValue;

    // What stands between the scheme and the path.
    private static string Mended(string url)
    {
        var host = url[(url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].Split('/')[0];
        return Address().IsMatch(host) ? host : "blackbox-exporter.monitoring.svc:9115";
    }

    [GeneratedRegex(@"\A(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?)(?::(?<port>[0-9]+))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
