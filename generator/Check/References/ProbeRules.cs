using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-011: a container declares the ports that its own probes and hooks name.</summary>
internal static class ProbeRules
{
    private static readonly string[][] Handlers =
    [
        ["livenessProbe"],
        ["readinessProbe"],
        ["startupProbe"],
        ["lifecycle", "postStart"],
        ["lifecycle", "preStop"],
    ];

    public static Rule<ClusterContents> Ports { get; } =
        new("REF-011", "A port that a probe or a lifecycle hook gives by name is declared by the same container.", Check)
        {
            Why =
                "The kubelet cannot resolve the name, so the probe fails: the container is restarted again and again, or never gets ready.",
            Mend = "Correct the name, or write the number.",
            Severities = [Severity.Error],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var manifest in contents.Objects.Objects)
            if (manifest.Pods?.Spec is not null && PodSpec.Of(manifest) is { } pods)
                foreach (var (container, path) in pods.Containers())
                    Check(manifest, container, path, findings);
    }

    private static void Check(Manifest manifest, YamlMap container, string path, Findings findings)
    {
        var declared = container
            .List("ports")
            .OfType<YamlMap>()
            .Select(port => port.Text("name"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var keys in Handlers)
        foreach (var action in new[] { "httpGet", "tcpSocket" })
            if (Handler(container, keys)?.Map(action)?.Scalar("port") is { } port && PortName.Is(port) && !declared.Contains(port.Text))
                findings.Fail(
                    Messages.ProbePortMissing(
                        port.At,
                        ObjectNames.Of(manifest),
                        $"{path}.{string.Join('.', keys)}.{action}.port",
                        port.Text,
                        declared
                    )
                );
    }

    private static YamlMap? Handler(YamlMap container, string[] keys) => keys.Aggregate((YamlMap?)container, (map, key) => map?.Map(key));
}
