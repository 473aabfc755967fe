using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;

namespace GitOpsGen.Tests.Wiring;

/// <summary>One entry of <c>shared/data/wiring-cases*.yaml</c>, whose head says what each field means.</summary>
public sealed record WiringCase(YamlMap Entry)
{
    public string Id => Entry.Text("id")!;

    public YamlMap Expected => Entry.Map("expect")!;

    /// <summary>Nothing where the repository stands alone.</summary>
    public static IReadOnlyList<WiringCase> All => Every.Value;

    private static readonly Lazy<IReadOnlyList<WiringCase>> Every = new(ReadAll);

    private static List<WiringCase> ReadAll()
    {
        var folder = Path.GetFullPath(Path.Join(Repository.Root, "..", "shared", "data"));
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "wiring-cases*.yaml") : [];
        return [.. files.Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    public ClusterContents Contents()
    {
        IEnumerable<YamlMap> fixedOnes =
        [
            Prometheus(),
            .. Namespaces(),
            .. List("workloads").SelectMany(Workload),
            .. List("services").Select(Service),
        ];
        var objects = fixedOnes
            .Concat(List("ingresses").Select(Ingress))
            .Concat(List("secrets").Select(Secret))
            .Concat(List("externalSecrets").Select(one => Object("external-secrets.io/v1", "ExternalSecret", one.Text("name")!)))
            .Concat(List("objects").Select(one => With(one, "apiVersion", Y.Text("monitoring.coreos.com/v1"))));
        return new ClusterContents(Id, [new ContentsPart("", Manifests.Of(objects))]);
    }

    private static IEnumerable<WiringCase> Read(string file) =>
        YamlReader
            .ReadAll(file, File.ReadAllText(file), new DiagnosticBag(), YamlLimits.Generated)!
            .OfType<YamlList>()
            .SelectMany(list => list.Items)
            .OfType<YamlMap>()
            .Select(entry => new WiringCase(entry));

    private IEnumerable<YamlMap> List(string field) => Entry.List(field).OfType<YamlMap>();

    private YamlMap Prometheus()
    {
        var said = Entry.Map("prometheus")!;
        var named = $"{said.Text("namespace")}/{said.Text("name")}";
        return Object("monitoring.coreos.com/v1", said.Text("kind") ?? "Prometheus", named, ("spec", said["spec"]));
    }

    private IEnumerable<YamlMap> Namespaces() =>
        (Entry.Map("namespaces")?.Entries ?? []).Select(entry => Object("v1", "Namespace", entry.Key.Text, entry.Value, null));

    private static IEnumerable<YamlMap> Workload(YamlMap said)
    {
        var template = Y.Map(
            ("metadata", Y.Map(("labels", said["labels"]), ("annotations", said["annotations"]))),
            ("spec", Y.Map(("containers", Containers(said.Map("containers"))), ("initContainers", Containers(said.Map("initContainers")))))
        );
        yield return Object(
            "apps/v1",
            "Deployment",
            said.Text("name")!,
            said["objectLabels"],
            said["objectAnnotations"],
            ("spec", Y.Map(("replicas", said["replicas"]), ("template", template)))
        );
    }

    private static YamlNode? Containers(YamlMap? containers) =>
        containers is null
            ? null
            : Y.List(
                containers.Entries.Select(entry =>
                    Y.Map(
                        ("name", Y.Text(entry.Key.Text)),
                        (
                            "ports",
                            Y.List(
                                ((YamlMap)entry.Value).Entries.Select(port =>
                                    Y.Map(("name", Named(port.Key.Text)), ("containerPort", port.Value))
                                )
                            )
                        )
                    )
                )
            );

    private static YamlMap Service(YamlMap said)
    {
        string[] copied = ["selector", "type", "clusterIP", "externalName"];
        var spec = Y.Map([
            .. copied.Select(field => (field, said[field])),
            ("ports", Y.List((said.Map("ports")?.Entries ?? []).Select(Port))),
        ]);
        return Object("v1", "Service", said.Text("name")!, said["labels"], null, ("spec", spec));
    }

    private static YamlNode Port(YamlEntry port)
    {
        var parts = ((YamlScalar)port.Value).Text.Split('>');
        return Y.Map(
            ("name", Named(port.Key.Text)),
            ("port", Y.Number(int.Parse(parts[0]))),
            (
                "targetPort",
                parts.Length == 1 ? null
                : int.TryParse(parts[1], out var number) ? Y.Number(number)
                : Y.Text(parts[1])
            )
        );
    }

    private static YamlMap Ingress(YamlMap said)
    {
        var rules = said.List("rules")
            .OfType<YamlMap>()
            .Select(rule =>
                Y.Map(
                    ("host", rule["host"]),
                    ("http", Y.Map(("paths", Y.List(rule.Texts("paths").Select(path => Y.Map(("path", Y.Text(path.Text))))))))
                )
            );
        var tls = said["tlsHosts"] is { } hosts ? Y.List(Y.Map(("hosts", hosts))) : null;
        return Object(
            "networking.k8s.io/v1",
            "Ingress",
            said.Text("name")!,
            said["labels"],
            null,
            ("spec", Y.Map(("rules", Y.List(rules)), ("tls", tls)))
        );
    }

    private static YamlMap Secret(YamlMap said) =>
        Object(
            "v1",
            "Secret",
            said.Text("name")!,
            ("data", Y.Map(said.Texts("keys").Select(key => (key.Text, (YamlNode?)Y.Text("eA==")))))
        );

    private static YamlNode? Named(string name) => name.Length == 0 ? null : Y.Text(name);

    private static YamlMap Object(string apiVersion, string kind, string name, params (string, YamlNode?)[] more) =>
        Object(apiVersion, kind, name, null, null, more);

    private static YamlMap Object(
        string apiVersion,
        string kind,
        string name,
        YamlNode? labels,
        YamlNode? annotations,
        params (string, YamlNode?)[] more
    )
    {
        var parts = name.Split('/');
        var metadata = Y.Map(
            ("name", Y.Text(parts[^1])),
            ("namespace", parts.Length == 2 ? Y.Text(parts[0]) : null),
            ("labels", labels),
            ("annotations", annotations)
        );
        return Y.Map([("apiVersion", Y.Text(apiVersion)), ("kind", Y.Text(kind)), ("metadata", metadata), .. more]);
    }

    private static YamlMap With(YamlMap map, string key, YamlNode value) =>
        Y.Map([(key, value), .. map.Entries.Select(entry => (entry.Key.Text, (YamlNode?)entry.Value))]);
}
