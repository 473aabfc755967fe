using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>CTB-001: a ClusterTrustBundle is one that the API takes, and pods mount it as it is mounted.</summary>
internal static class TrustBundleRule
{
    private const string Kind = "certificates.k8s.io/ClusterTrustBundle";
    private const string Source = "clusterTrustBundle";

    public static Rule<ClusterContents> Trusted { get; } =
        new(
            "CTB-001",
            "A ClusterTrustBundle is of a version that the cluster serves (v1 from 1.37; v1beta1 from 1.33, off by default), its name "
                + "begins with its signer (`/` as `:`), and it holds certificates of authorities only, each once. Pods mount it as "
                + "`clusterTrustBundle` of a projected volume.",
            Check
        )
        {
            Why = "The API refuses the bundle; a pod that mounts what is not there does not start.",
            Mend = "Correct the name or the certificates; below 1.37 use trust-manager, which makes ConfigMaps.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var bundle in contents.OfKind(Kind))
        {
            ServedVersions.TrustBundles.Check(contents, bundle, "CTB-001", findings);
            Name(bundle, findings);
            Certificates(bundle, findings);
        }

        foreach (var workload in contents.Objects.Objects)
        foreach (var volume in workload.Pods?.Spec.MapsAt("volumes") ?? [])
            Volume(contents, workload, volume, findings);
    }

    private static void Name(Manifest bundle, Findings findings)
    {
        var at = bundle.Metadata?.Place("name") ?? bundle.Document.At;
        if (bundle.Spec?.Text("signerName") is not { Length: > 0 } signer)
        {
            if (bundle.Name.Contains(':', StringComparison.Ordinal))
                findings.Fail(Messages.BundleWithoutSigner(at, bundle.ToString()));
            return;
        }

        if (signer.StartsWith("kubernetes.io/", StringComparison.Ordinal))
            findings.Fail(Messages.BundleOfKubernetes(bundle.Spec.Place("signerName"), bundle.ToString(), signer));
        var prefix = $"{signer.Replace('/', ':')}:";
        if (!bundle.Name.StartsWith(prefix, StringComparison.Ordinal))
            findings.Fail(Messages.BundleName(at, bundle.ToString(), signer, prefix));
    }

    private static void Certificates(Manifest bundle, Findings findings)
    {
        var at = bundle.Spec?.Place("trustBundle") ?? bundle.Document.At;
        var blocks = PemBlock.Read(bundle.Spec?.Text("trustBundle") ?? "").ToList();
        if (blocks.Count == 0)
            findings.Fail(Messages.BundleEmpty(at, bundle.ToString()));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i].Trouble() is { } trouble)
                findings.Fail(Messages.BundleCertificate(at, bundle.ToString(), i + 1, trouble));
            else if (!seen.Add(blocks[i].Body))
                findings.Fail(Messages.BundleCertificate(at, bundle.ToString(), i + 1, "is there before already"));
    }

    private static void Volume(ClusterContents contents, Manifest workload, YamlMap volume, Findings findings)
    {
        var (title, name) = (workload.ToString(), volume.Text("name") ?? "");
        if (volume[Source] is { } misplaced)
            findings.Fail(Messages.BundleNotProjected(misplaced.At, title, name));
        foreach (var projection in volume.MapsAt("projected", "sources"))
        {
            if (projection.Entries.FirstOrDefault(entry => IsMisspelt(entry.Key.Text)) is { Key: not null } wrong)
                findings.Fail(Messages.BundleSource(wrong.Key.At, title, name, wrong.Key.Text));
            if (projection.Map(Source) is not { } source)
                continue;
            Projected(contents, source.At, title, name, findings);
            if (source.Says("name") == source.Says("signerName") || !source.Says("path"))
                findings.Fail(Messages.BundleProjection(source.At, title, name));
            else if (source.Text("name") is { } bundle && !source.Flag("optional"))
                Exists(contents, source.Place("name"), title, name, bundle, findings);
        }
    }

    private static bool IsMisspelt(string key) => key != Source && key.StartsWith("clusterTrust", StringComparison.OrdinalIgnoreCase);

    private static void Projected(ClusterContents contents, Position at, string title, string volume, Findings findings)
    {
        var minor = KubernetesRelease.Minor(contents.KubernetesVersion);
        if (minor is null)
            findings.CannotTell(Messages.BundleVersionUnclear(at, title, volume));
        else if (minor < 33)
            findings.Fail(Messages.BundleTooNew(at, title, volume, contents.KubernetesVersion!));
        else if (minor < 37)
            findings.Fail(Messages.BundleOff(at, title, volume, contents.KubernetesVersion!));
    }

    private static void Exists(ClusterContents contents, Position at, string title, string volume, string name, Findings findings)
    {
        var found = Found.In(contents, Kind, "", name);
        if (found.Object is not null)
            return;
        if (found.Unseen is { } unseen)
            findings.CannotTell(Messages.BundleNotSeen(at, title, volume, name, unseen.Reason()));
        else
            findings.Fail(Messages.BundleMissing(at, title, volume, name, found.Near));
    }
}
