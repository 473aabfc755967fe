using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>DRA-001: claims of devices are written in the form of their version, and pods name claims that are there.</summary>
internal static class ResourceClaimRule
{
    private const string Group = "resource.k8s.io";

    // What stands below `exactly` in v1 and v1beta2, and flat in v1beta1 (API reference 1.32 to 1.36).
    private static readonly string[] Exact =
    [
        "deviceClassName",
        "selectors",
        "allocationMode",
        "count",
        "adminAccess",
        "tolerations",
        "capacity",
    ];

    public static Rule<ClusterContents> Matching { get; } =
        new(
            "DRA-001",
            "ResourceClaims are of a version that the cluster serves (v1 from 1.34, v1beta2 from 1.33, v1beta1 from 1.32), and of its "
                + "form: "
                + "`requests[].exactly.deviceClassName`, flat in v1beta1. The claims that pods and containers name are there. No "
                + "ResourceSlice "
                + "is in Git.",
            Check
        )
        {
            Why =
                "A field of another version is dropped or refused; a pod whose claim is not there stays pending; slices belong to the "
                + "driver.",
            Mend = "Use resource.k8s.io/v1 with `exactly`; correct the names; leave ResourceSlices out.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var kind in new[] { "ResourceClaim", "ResourceClaimTemplate", "DeviceClass", "ResourceSlice" })
        foreach (var manifest in contents.OfKind($"{Group}/{kind}"))
        {
            ServedVersions.Devices.Check(contents, manifest, "DRA-001", findings);
            if (kind == "ResourceSlice")
                findings.Fail(Messages.SliceInGit(manifest.Document.At, manifest.ToString()));
            foreach (var request in Devices(manifest).MapsAt("requests"))
                Form(manifest, request, findings);
        }

        foreach (var workload in contents.Objects.Objects)
            if (workload.Pods?.Spec is { } spec && (spec.Says("resourceClaims") || workload.Pods.Containers.Any(HasClaims)))
                PodClaims.Check(contents, workload, findings);
    }

    /// <summary>What a claim, or the template of claims, asks for.</summary>
    public static YamlMap? Devices(Manifest manifest) =>
        manifest.Kind == "ResourceClaimTemplate" ? manifest.Spec.MapAt("spec", "devices") : manifest.Spec?.Map("devices");

    private static bool HasClaims(Container container) => container.Document.MapsAt("resources", "claims").Any();

    private static void Form(Manifest manifest, YamlMap request, Findings findings)
    {
        var version = manifest.Document.Text("apiVersion") ?? "";
        var flat = request.Entries.FirstOrDefault(entry => Exact.Contains(entry.Key.Text, StringComparer.Ordinal));
        if (version is $"{Group}/v1beta1" or $"{Group}/v1alpha3")
        {
            if (request["exactly"] is { } exactly)
                findings.Fail(Messages.RequestNested(exactly.At, manifest.ToString(), version));
            else if (!request.Says("deviceClassName") && !request.Says("firstAvailable"))
                findings.Fail(Messages.RequestWithoutClass(request.At, manifest.ToString(), "deviceClassName"));
        }
        else if (flat.Key is not null)
            findings.Fail(Messages.RequestFlat(flat.Key.At, manifest.ToString(), version, flat.Key.Text));
        else if (request.TextAt("exactly", "deviceClassName") is null && !request.Says("firstAvailable"))
            findings.Fail(Messages.RequestWithoutClass(request.At, manifest.ToString(), "exactly.deviceClassName"));
    }
}
