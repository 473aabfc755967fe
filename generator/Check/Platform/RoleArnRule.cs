using System.Text.RegularExpressions;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Stack;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>EKS-003: a role for a ServiceAccount is one, stands where it counts, and trusts that ServiceAccount.</summary>
internal static partial class RoleArnRule
{
    private const string Key = "eks.amazonaws.com/role-arn";

    public static Rule<ClusterContents> Valid { get; } =
        new(
            "EKS-003",
            $"`{Key}` is the ARN of an IAM role (`arn:aws:iam::<12 digits>:role/<name>`, also `aws-cn` and `aws-us-gov`) and stands on a "
                + "ServiceAccount; where the role's trust policy is at hand (an output `iam/<role>-trust.json`, a ConfigMap, a role that a "
                + "controller makes), its `sub` is `system:serviceaccount:<namespace>:<name>` of it, and the `aud` of an output is AWS's.",
            Check
        )
        {
            Why = "The pods get no credentials of the role, and use those of the node or none.",
            Mend = "Correct the ARN, or the `sub` of the trust policy, which must name the ServiceAccount that is really made.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var policies = new TrustPolicies(contents);
        foreach (var manifest in contents.Objects.Objects)
        {
            if (manifest.Metadata?.Map("annotations")?[Key] is { } own)
                Annotated(manifest, own, policies, findings);
            if (manifest.Kind != "Pod" && manifest.Pods?.Document.MapAt("metadata", "annotations")?[Key] is { } template)
                findings.Fail(Messages.RoleOnPods(template.At, manifest.ToString(), Key));
        }

        foreach (var chart in contents.Parts.Select(part => part.Chart).OfType<ChartUse>().Where(chart => !chart.IsSeen))
        foreach (var map in chart.Values.Descendants())
            if (map[Key] is { } value && Name(value, $"the chart {chart.Name}", findings) is { } role)
                Trusts(value.At, $"the chart {chart.Name}", role, Account(chart, map), policies, findings);
    }

    private static void Annotated(Manifest manifest, YamlNode value, TrustPolicies policies, Findings findings)
    {
        if (manifest.GroupKind != "ServiceAccount")
            findings.Fail(Messages.RoleOnPods(value.At, manifest.ToString(), Key));
        else if (Name(value, manifest.ToString(), findings) is { } role)
            Trusts(value.At, manifest.ToString(), role, (manifest.Namespace, manifest.Name), policies, findings);
    }

    private static string? Name(YamlNode value, string title, Findings findings)
    {
        var text = (value as YamlScalar)?.Text ?? "";
        if (Arn().Match(text) is { Success: true } match)
            return match.Groups["path"].Value.Split('/')[^1];
        // Taken away on purpose.
        if (value is not YamlScalar { IsNull: true })
            findings.Fail(Messages.RoleForm(value.At, title, Key, text));
        return null;
    }

    private static void Trusts(
        Position at,
        string title,
        string role,
        (string Namespace, string Name)? account,
        TrustPolicies policies,
        Findings findings
    )
    {
        var subject = account is { } known ? $"system:serviceaccount:{known.Namespace}:{known.Name}" : null;
        var subjects = policies.Subjects(role);
        if (subjects.Count == 0 || subject is null)
            findings.CannotTell(Messages.TrustNotSeen(at, title, role, subject ?? "system:serviceaccount:<namespace>:<name>"));
        else if (!subjects.Any(pattern => TrustPolicies.Matches(pattern, subject)))
            findings.Fail(Messages.TrustOther(at, title, role, subject, subjects));
        else if (policies.TakesAnyAudience(role) == true)
            findings.Fail(Messages.TrustAudience(at, title, role));
    }

    // The chart's own name for the ServiceAccount, where it is known; else the name that stands beside the annotations.
    private static (string, string)? Account(ChartUse chart, YamlMap annotations)
    {
        foreach (var part in chart.Values.Entries)
            if (part.Value is YamlMap map && map.MapAt("serviceAccount", "annotations") == annotations)
            {
                var space = chart.Name == KubePrometheusStack.ChartName ? new KubePrometheusStack(chart).Namespace : chart.Namespace;
                return map.TextAt("serviceAccount", "name") is { Length: > 0 } name ? (space, name)
                    : chart.Name == KubePrometheusStack.ChartName && part.Key.Text is ("prometheus" or "alertmanager")
                        ? (space, $"{new KubePrometheusStack(chart).FullName}-{part.Key.Text}")
                    : null;
            }

        return
            chart.Values.MapAt("serviceAccount", "annotations") == annotations
            && chart.Values.TextAt("serviceAccount", "name") is { Length: > 0 } own
            ? (chart.Namespace, own)
            : null;
    }

    // IAM identifiers: the account has twelve digits, path and name these letters.
    [GeneratedRegex(@"\Aarn:aws(?:-cn|-us-gov|-iso|-iso-b)?:iam::[0-9]{12}:role/(?<path>(?:[\x21-\x7E]+/)?[A-Za-z0-9+=,.@_-]+)\z")]
    private static partial Regex Arn();
}
