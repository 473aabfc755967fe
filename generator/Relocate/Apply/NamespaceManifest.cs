using GitOpsGen.Yaml;

namespace GitOpsGen.Relocate.Apply;

/// <summary>The new Namespace.</summary>
public static class NamespaceManifest
{
    public static IReadOnlyList<string> Header { get; } =
    [
        "The agent mounts host paths and its token adapter changes the pod's network: pod security must let it.",
        "Deleting a Namespace deletes everything in it, so Helm never does.",
    ];

    public static YamlMap Of(string name, Mesh mesh, string? revision) =>
        Y.Map(
            ("apiVersion", Y.Text("v1")),
            ("kind", Y.Text("Namespace")),
            (
                "metadata",
                Y.Map(
                    ("name", Y.Text(name)),
                    ("labels", Y.Map(Labels(name, mesh, revision).Select(label => (label.Key, (YamlNode?)Y.Text(label.Value))))),
                    ("annotations", Y.TextMap([KeyValuePair.Create("helm.sh/resource-policy", "keep")]))
                )
            )
        );

    private static IEnumerable<KeyValuePair<string, string>> Labels(string name, Mesh mesh, string? revision)
    {
        yield return KeyValuePair.Create("name", name);
        yield return KeyValuePair.Create("kubernetes.azure.com/managedby", "aks");
        if (Injection(mesh, revision) is { } injection)
            yield return injection;
        yield return KeyValuePair.Create("pod-security.kubernetes.io/enforce", "privileged");
    }

    // A mesh with revisions ignores the old label, and one without ignores the new one; AKS's add-on always has revisions.
    private static KeyValuePair<string, string>? Injection(Mesh mesh, string? revision) =>
        (mesh, revision) switch
        {
            (Mesh.None, _) => null,
            (Mesh.Ambient, _) => KeyValuePair.Create("istio.io/dataplane-mode", "ambient"),
            (Mesh.Istio, null) => KeyValuePair.Create("istio-injection", "enabled"),
            (_, { } said) => KeyValuePair.Create("istio.io/rev", said),
            _ => throw new ArgumentException("the mesh of AKS has revisions", nameof(revision)),
        };
}
