using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>The part of DRA-001 about pods: containers name claims of the pod, and the pod claims that are there.</summary>
internal static class PodClaims
{
    public static void Check(ClusterContents contents, Manifest workload, Findings findings)
    {
        var claims = workload.Pods!.Spec.MapsAt("resourceClaims").ToList();
        var requests = new Dictionary<string, List<string>?>(StringComparer.Ordinal);
        foreach (var claim in claims)
            if (claim.Text("name") is { } name)
                requests[name] = Source(contents, workload, claim, findings);
        foreach (var container in workload.Pods.Containers)
        foreach (var used in container.Document.MapsAt("resources", "claims"))
            Used(workload, container, used, requests, findings);
    }

    // The names of the requests in the claim; null where they are not at hand.
    private static List<string>? Source(ClusterContents contents, Manifest workload, YamlMap claim, Findings findings)
    {
        var (template, own) = (claim.Scalar("resourceClaimTemplateName"), claim.Scalar("resourceClaimName"));
        if (template is null == own is null)
        {
            findings.Fail(Messages.ClaimSource(claim.At, workload.ToString(), claim.Text("name") ?? "", template is not null));
            return null;
        }

        var (kind, name) = template is not null ? ("ResourceClaimTemplate", template) : ("ResourceClaim", own!);
        var found = Found.In(contents, $"resource.k8s.io/{kind}", workload.Namespace, name.Text);
        if (found.Object is { } manifest)
            return [.. ResourceClaimRule.Devices(manifest).MapsAt("requests").Select(request => request.Text("name")).OfType<string>()];
        if (found.Unseen is { } unseen)
            findings.CannotTell(
                Messages.ClaimNotSeen(name.At, workload.ToString(), $"{kind} {workload.Namespace}/{name.Text}", unseen.Reason())
            );
        else
            findings.Fail(Messages.ClaimMissing(name.At, workload.ToString(), $"{kind} {workload.Namespace}/{name.Text}", found.Near));
        return null;
    }

    private static void Used(
        Manifest workload,
        Container container,
        YamlMap used,
        Dictionary<string, List<string>?> requests,
        Findings findings
    )
    {
        var name = used.Text("name") ?? "";
        if (!requests.TryGetValue(name, out var known))
            findings.Fail(Messages.ClaimOfPodMissing(used.Place("name"), workload.ToString(), container.Name, name, requests.Keys));
        else if (used.Text("request") is { } request && known?.Contains(request, StringComparer.Ordinal) == false)
            findings.Fail(Messages.ClaimRequestMissing(used.Place("request"), workload.ToString(), container.Name, name, request, known));
    }
}
