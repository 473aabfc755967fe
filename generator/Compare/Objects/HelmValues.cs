using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>The values that a chart is given which Argo CD inflates: no object of a cluster, but compared and shown like one.</summary>
public static class HelmValues
{
    public const string Kind = nameof(HelmValues);

    public static Manifest Of(string app, YamlMap values) => new(new ObjectId("", Kind, "", app), values);
}
