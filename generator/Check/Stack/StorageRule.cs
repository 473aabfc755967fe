using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>
/// PROM-001: the volume of a Prometheus, Alertmanager or ThanosRuler is asked for completely, and where the operator looks.
/// </summary>
internal static class StorageRule
{
    private const string Template = "volumeClaimTemplate";

    // StorageSpec, EmbeddedPersistentVolumeClaim (CRDs of prometheus-operator 0.93) and PersistentVolumeClaimSpec (API reference 1.36).
    private static readonly string[] StorageKeys = ["disableMountSubPath", "emptyDir", "ephemeral", Template];
    private static readonly string[] TemplateKeys = ["apiVersion", "kind", "metadata", "spec", "status"];
    private static readonly string[] ClaimKeys =
    [
        "accessModes",
        "dataSource",
        "dataSourceRef",
        "resources",
        "selector",
        "storageClassName",
        "volumeAttributesClassName",
        "volumeMode",
        "volumeName",
    ];
    private static readonly string[] AccessModes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

    public static Rule<ClusterContents> Claim { get; } =
        new(
            "PROM-001",
            "The storage of a Prometheus, Alertmanager or ThanosRuler is a `volumeClaimTemplate` whose `spec` has access modes, a request "
                + "and a StorageClass that the environment has, and nothing stands beside it that nobody reads.",
            Check
        )
        {
            Why =
                "Without a claim the data goes with the pod; a claim without a request is refused; what stands at the wrong level is "
                + "dropped "
                + "without a word.",
            Mend = "Write the whole claim below `volumeClaimTemplate.spec`, with a StorageClass of the environment.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var classes = contents.OfKind("storage.k8s.io/StorageClass").Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var server in StackServer.Of(contents))
            if (server.Spec.Map(server.StorageKey) is { Entries.Count: > 0 } storage)
                Storage(server, storage, classes, findings);
            else if (server.Kind != "PrometheusAgent")
                findings.Fail(Messages.StorageMissing(server.Place(server.StorageKey), server.Title, $"{server.Path}.{server.StorageKey}"));
    }

    private static void Storage(StackServer server, YamlMap storage, HashSet<string> classes, Findings findings)
    {
        var path = $"{server.Path}.{server.StorageKey}";
        Stray(server, storage, path, StorageKeys, findings);
        // The operator takes emptyDir before ephemeral, and both before a claim.
        if (new[] { "emptyDir", "ephemeral" }.FirstOrDefault(storage.Says) is { } passing)
        {
            findings.Fail(Messages.StorageOfThePod(storage.Place(passing), server.Title, $"{path}.{passing}"));
            return;
        }

        var template = storage.Map(Template);
        Stray(server, template, $"{path}.{Template}", TemplateKeys, findings);
        Stray(server, template?.Map("spec"), $"{path}.{Template}.spec", ClaimKeys, findings);
        Modes(server, storage, path, findings);
        Request(server, storage, path, findings);
        Class(server, storage, path, classes, findings);
    }

    private static void Stray(StackServer server, YamlMap? map, string path, string[] known, Findings findings)
    {
        foreach (var entry in map?.Entries ?? [])
            if (!known.Contains(entry.Key.Text, StringComparer.Ordinal))
                findings.Fail(Messages.StorageStray(entry.Key.At, server.Title, path, entry.Key.Text, ClaimKeys, known));
    }

    private static void Modes(StackServer server, YamlMap storage, string path, Findings findings)
    {
        var at = storage.Place(Template, "spec", "accessModes");
        var modes = storage.TextsAt(Template, "spec", "accessModes").ToList();
        if (modes.Count == 0)
            findings.Fail(Messages.AccessModesMissing(at, server.Title, $"{path}.{Template}.spec.accessModes"));
        foreach (var mode in modes.Where(mode => !AccessModes.Contains(mode, StringComparer.Ordinal)))
            findings.Fail(Messages.AccessModeUnknown(at, server.Title, $"{path}.{Template}.spec.accessModes", mode, AccessModes));
    }

    private static void Request(StackServer server, YamlMap storage, string path, Findings findings)
    {
        var request = storage.TextAt(Template, "spec", "resources", "requests", "storage");
        if (Quantity.Of(request) is not > 0)
            findings.Fail(
                Messages.StorageRequest(
                    storage.Place(Template, "spec", "resources", "requests", "storage"),
                    server.Title,
                    $"{path}.{Template}.spec.resources.requests.storage",
                    request
                )
            );
    }

    private static void Class(StackServer server, YamlMap storage, string path, HashSet<string> classes, Findings findings)
    {
        var name = storage.TextAt(Template, "spec", "storageClassName");
        var (at, field) = (storage.Place(Template, "spec", "storageClassName"), $"{path}.{Template}.spec.storageClassName");
        if (string.IsNullOrEmpty(name))
            findings.Fail(Messages.StorageClassMissing(at, server.Title, field, name is not null));
        else if (classes.Contains(name) || PlatformStorageClasses.All.Contains(name))
            return;
        else if (Nearest.To(name, classes.Concat(PlatformStorageClasses.All.Where(IsTelling))) is { } near)
            findings.Fail(Messages.StorageClassUnknown(at, server.Title, field, name, near));
        else
            findings.CannotTell(Messages.StorageClassNotSeen(at, server.Title, field, name));
    }

    // Of gp2 and gp3, which are two, nobody mistyped the other.
    private static bool IsTelling(string name) => name.Length > 6;
}
