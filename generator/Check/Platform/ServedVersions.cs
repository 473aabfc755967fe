using System.Collections.Immutable;
using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>A version of an API, by the minor numbers of Kubernetes.</summary>
/// <param name="From">The first that has it.</param>
/// <param name="Until">The first that has it no more; null where none is known.</param>
/// <param name="IsOn">False where somebody must switch it on.</param>
internal sealed record ServedVersion(string Name, int From, int? Until, bool IsOn);

/// <summary>Which Kubernetes serves which versions of a group (kubernetes/api up to 1.37, feature gates of kubernetes/website).</summary>
internal sealed record ServedVersions(ImmutableArray<ServedVersion> All)
{
    /// <summary>resource.k8s.io.</summary>
    public static ServedVersions Devices { get; } =
        new([new("v1", 34, null, true), new("v1beta2", 33, 39, false), new("v1beta1", 32, 38, false), new("v1alpha3", 31, 34, false)]);

    /// <summary>ClusterTrustBundle of certificates.k8s.io.</summary>
    public static ServedVersions TrustBundles { get; } =
        new([new("v1", 37, null, true), new("v1beta1", 33, 40, false), new("v1alpha1", 27, 37, false)]);

    public void Check(ClusterContents contents, Manifest manifest, string rule, Findings findings)
    {
        var header = ManifestHeader.Of(manifest.Document);
        var at = manifest.Document.Place("apiVersion");
        if (All.FirstOrDefault(one => one.Name == header.Version) is not { } version)
            findings.Fail(
                Messages.VersionUnknown(
                    rule,
                    at,
                    manifest.ToString(),
                    header.ApiVersion,
                    All.Select(one => $"{header.Id.Group}/{one.Name}")
                )
            );
        else if (KubernetesRelease.Minor(contents.KubernetesVersion) is not { } minor)
            findings.CannotTell(Messages.VersionUnclear(rule, at, manifest.ToString(), header.ApiVersion, version.From));
        else if (minor < version.From || minor >= version.Until)
            findings.Fail(
                Messages.VersionNotServed(
                    rule,
                    at,
                    manifest.ToString(),
                    header.ApiVersion,
                    contents.KubernetesVersion!,
                    All.FirstOrDefault(one => minor >= one.From && !(minor >= one.Until))?.Name
                )
            );
        else if (!version.IsOn)
            findings.Fail(Messages.VersionOff(rule, at, manifest.ToString(), header.ApiVersion, contents.KubernetesVersion!));
    }
}
