using System.Collections.Immutable;
using GitOpsGen.Check.Migrations;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Migrations;

/// <summary>
/// A small app that moves: four scraping roles, kube-state-metrics, what they read, and the Jobs. A test takes the clean step and
/// edits its text; an edit that finds nothing fails.
/// </summary>
internal sealed class SmallMigration
{
    public const string From = "kube-system";
    public const string To = "agents";

    private static readonly Position At = new("environments/dev/releases/agent.yaml", 3, 10);
    private static readonly Condition Always = new([]);

    public required Phase Was { get; init; }

    public required Phase Is { get; init; }

    public required string Before { get; set; }

    public required string After { get; set; }

    public required string SharedBefore { get; set; }

    public required string SharedAfter { get; set; }

    public string? Rollback { get; set; }

    public string? PreviousRelease { get; set; }

    public string? LastRendered { get; set; }

    public string KubernetesVersion { get; set; } = "1.33.4";

    public string Ownership { get; set; } = "argocd";

    public bool Bridge { get; set; }

    public int? Cap { get; set; } = 30;

    public string[] Features { get; set; } = ["windows"];

    public string[] SyncOptions { get; set; } = [];

    public Dictionary<string, string> Others { get; } = [];

    public Migration Migration { get; set; } =
        new(At, From, To)
        {
            Shared = "agent-shared",
            Roles =
            [
                Role("target allocator", "Deployment", "agent-targets", 10),
                Role("collector", "Deployment", "agent", 12),
                Role("node", "DaemonSet", "agent-node", 12),
                Role("windows node", "DaemonSet", "agent-windows", 12, "windows"),
            ],
            NamespaceVariables =
            [
                new NamespaceVariable(At, new ObjectName("Deployment", "agent-targets"), "main", "POD_NAMESPACE", Always),
            ],
            Token = new ObjectName("Secret", "token", From),
            Agent = null,
            Copies = [new ObjectName("Secret", "agent-tls")],
            CustomerOwned = [new ObjectName("ConfigMap", "agent-settings")],
            NamespaceAwareImages = [new ProvenImage("1.0", "the test says so"), new ProvenImage("2.0-adapter", "it asks for no address")],
            Bridge = new Bridge(
                new YamlScalar(At, "migration.bridge", isString: true),
                "agent-targets",
                new YamlScalar(At, "bridge.yaml", isString: true),
                []
            ),
            Jobs = [],
        };

    /// <summary>The clean step between two phases, as the tool renders it: a way back has its waves the other way round.</summary>
    public static SmallMigration Step(Phase was, Phase phase, bool wasBack = false)
    {
        var before = wasBack ? Agent(was, isBack: true) : Agent(was);
        return new SmallMigration
        {
            Was = was,
            Is = phase,
            Before = before,
            After = Agent(phase, isBack: phase == Phase.Prepared && was > Phase.Prepared),
            SharedBefore = Shared(was),
            SharedAfter = Shared(phase),
            Rollback = phase switch
            {
                Phase.Adopted => null,
                Phase.Prepared => Agent(Phase.Adopted),
                _ => Agent(Phase.Prepared, isBack: true),
            },
        };
    }

    public SmallMigration Edit(string old, string now)
    {
        After = Replace(After, old, now);
        return this;
    }

    public SmallMigration EditShared(string old, string now)
    {
        SharedAfter = Replace(SharedAfter, old, now);
        return this;
    }

    /// <summary>Edits one object of what is rendered now.</summary>
    public SmallMigration Edit(string manifest, string old, string now)
    {
        After = EditObject(After, manifest, old, now);
        return this;
    }

    public SmallMigration Drop(string manifest)
    {
        After = EditObject(After, manifest, "", "");
        return this;
    }

    /// <summary><paramref name="manifest"/>: as <c>Deployment agents/agent</c>. Without anything to replace the object goes.</summary>
    public static string EditObject(string text, string manifest, string old, string now)
    {
        var objects = text.Split("---\n");
        var at = Array.FindIndex(
            objects,
            one =>
                Manifests.Read("x", one, new DiagnosticBag())!.Objects is [var found]
                && $"{found.Kind} {(found.Namespace.Length == 0 ? "" : found.Namespace + "/")}{found.Name}" == manifest
        );
        Assert.True(at >= 0, $"no {manifest}");
        objects[at] = old.Length == 0 ? "" : Replace(objects[at], old, now);
        return string.Join("---\n", objects.Where(one => one.Length > 0));
    }

    public static string Replace(string text, string old, string now)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, now, StringComparison.Ordinal);
    }

    public MigrationStep ToStep() =>
        new("dev/agent", At, Migration, Was, Is)
        {
            Before = Read(Before),
            After = Read(After),
            SharedBefore = Read(SharedBefore),
            SharedAfter = Read(SharedAfter),
            Rollback = Rollback is null ? null : Read(Rollback),
            PreviousRelease = PreviousRelease is null ? null : Read(PreviousRelease),
            LastRendered = LastRendered is null ? Manifests.None : Read(LastRendered),
            KubernetesVersion = KubernetesVersion,
            Ownership = Ownership,
            Bridge = Bridge,
            AutoscalerCap = Cap,
            Features = Features.ToHashSet(),
            SyncOptions = [.. SyncOptions],
            Others = Others.ToDictionary(other => other.Key, other => Read(other.Value)),
        };

    public IReadOnlyList<string> Findings()
    {
        var diagnostics = new DiagnosticBag();
        MigrationRules.Check(ToStep(), diagnostics);
        return [.. diagnostics.Sorted().Select(diagnostic => diagnostic.ToString())];
    }

    /// <summary>Exactly one finding, which has the code and names what is expected.</summary>
    public void IsRefused(string code, params string[] names)
    {
        var findings = Findings();
        Assert.True(findings.Count == 1, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
        var finding = findings[0];
        Assert.Contains($"{code}: ", finding, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Contains(name, finding, StringComparison.Ordinal));
    }

    /// <summary>The finding is among those that the edit brings.</summary>
    public void IsRefusedAlso(string code, params string[] names)
    {
        var findings = Findings();
        Assert.True(
            findings.Any(finding =>
                finding.Contains($"{code}: ", StringComparison.Ordinal)
                && names.All(name => finding.Contains(name, StringComparison.Ordinal))
            ),
            string.Join('\n', findings)
        );
    }

    public void IsClean() => Assert.Equal([], Findings());

    public static Manifests Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var manifests = Manifests.Read("manifests.yaml", text, diagnostics);
        Assert.Empty(diagnostics.Sorted());
        return manifests!;
    }

    public static string Agent(Phase phase, bool isBack = false) => string.Join("---\n", Objects(phase, isBack));

    private static IEnumerable<string> Objects(Phase phase, bool isBack)
    {
        var isOldUp = phase <= Phase.Prepared;
        if (phase <= Phase.Soak)
            foreach (
                var one in OneSide(
                    From,
                    isOldUp,
                    isBack ? (10, 12)
                        : isOldUp ? (0, 0)
                        : (5, 5)
                )
            )
                yield return one;
        if (phase >= Phase.Prepared)
            foreach (var one in OneSide(To, !isOldUp, isOldUp ? (5, 5) : (10, 12)))
                yield return one;
        if (phase is >= Phase.Prepared and <= Phase.Soak)
            yield return Job("copy", "copy-1", 1, "gitopsgen.io/copies: Secret/agent-tls", "copy it");
        if (phase is Phase.Cutover or Phase.Soak)
            yield return Gate(From);
        if (isBack)
            yield return Gate(To);
        if (phase is Phase.Cutover or Phase.Soak || isBack)
            yield return Job("verify", isBack ? "verify-back-1" : "verify-1", 20, "gitopsgen.io/phase: x", "look whether it scrapes");
    }

    private static IEnumerable<string> OneSide(string space, bool isUp, (int Allocator, int Others) waves)
    {
        yield return Named("v1", "ServiceAccount", space, "agent");
        // The customer's: in the old namespace it stays when the rest goes.
        yield return Named("v1", "ConfigMap", space, "agent-settings")
            + (space == From ? "  annotations: {argocd.argoproj.io/sync-options: Prune=false}\n" : "")
            + "data: {interval: 30s}\n";
        yield return Named("v1", "Service", space, "agent-targets") + "spec:\n  type: ClusterIP\n  selector: {app: agent-targets}\n";
        yield return Workload("Deployment", space, "agent-ksm", space == From ? 0 : 2, "  replicas: 1\n", isHeld: false);
        yield return Workload("Deployment", space, "agent-targets", waves.Allocator, $"  replicas: {(isUp ? 1 : 0)}\n", isHeld: false);
        yield return Workload("Deployment", space, "agent", waves.Others, isUp ? "" : "  replicas: 0\n", isHeld: false);
        yield return Workload("DaemonSet", space, "agent-node", waves.Others, "", !isUp);
        yield return Workload("DaemonSet", space, "agent-windows", waves.Others, "", !isUp);
        if (isUp)
            yield return Named("autoscaling/v2", "HorizontalPodAutoscaler", space, "agent", waves.Others)
                + """
                    spec:
                      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: agent}
                      minReplicas: 2
                      maxReplicas: 12
                      metrics:
                        - type: ContainerResource
                          containerResource: {name: memory, container: main, target: {type: AverageValue, averageValue: 5Gi}}

                    """;
    }

    private static string Workload(string kind, string space, string name, int wave, string replicas, bool isHeld)
    {
        var system = name == "agent-windows" ? "windows" : "linux";
        var annotations =
            system == "windows" ? "" : "      annotations: {traffic.sidecar.istio.io/excludeOutboundIPRanges: 169.254.169.254/32}\n";
        return Named("apps/v1", kind, space, name, wave)
            + "spec:\n"
            + replicas
            + $$"""
                  selector:
                    matchLabels: {app: {{name}}}
                  template:
                    metadata:
                      labels: {app: {{name}}, managed: "yes"}

                """
            + annotations
            + $$"""
                    spec:
                      serviceAccountName: agent
                      nodeSelector:
                        kubernetes.io/os: {{system}}

                """
            + (isHeld ? "        gitopsgen.io/hold: \"true\"\n" : "")
            + $$"""
                      containers:
                        - name: main
                          image: example.com/agent:1.0
                          env:
                            - {name: POD_NAMESPACE, value: {{space}}}
                            - {name: INTERVAL, value: 30s}
                        - name: adapter
                          image: example.com/adapter:2.0-adapter
                          args: [--secret-namespace=kube-system, --secret-name=token]
                      volumes:
                        - name: settings
                          configMap: {name: agent-settings, optional: true}
                        - name: tls
                          secret: {secretName: agent-tls, optional: true}

                """;
    }

    private static string Gate(string space) =>
        Job(
            "gate",
            $"gate-{space}-1",
            7,
            "gitopsgen.io/waits-for: Deployment/agent,Deployment/agent-targets,DaemonSet/agent-node,DaemonSet/agent-windows\n  "
                + $"  gitopsgen.io/namespace: {space}",
            $"for name in app=agent app=agent-targets app=agent-node app=agent-windows; do kubectl -n {space} wait --for=delete "
                + "pod -l $name; done"
        );

    private static string Job(string use, string name, int wave, string annotation, string command) =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{name}}
              namespace: kube-system
              labels: {gitopsgen.io/job: {{use}}}
              annotations:
                argocd.argoproj.io/sync-wave: "{{wave}}"
                {{annotation}}
            spec:
              template:
                metadata:
                  labels: {job: {{name}}}
                spec:
                  serviceAccountName: mover
                  containers:
                    - name: main
                      image: example.com/kubectl:1
                      command: [sh, -c, "{{command}}"]

            """;

    private static string Named(string version, string kind, string space, string name, int wave = 0) =>
        $"apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: "
        + $"{space}\n{(wave == 0 ? "" : $"  annotations: {{argocd.argoproj.io/sync-wave: \"{wave}\"}}\n")}";

    public static string Shared(Phase phase)
    {
        var spaces = phase switch
        {
            Phase.Adopted => new[] { From },
            Phase.Done => [To],
            _ => [From, To],
        };
        return $$"""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: agents
                  labels: {pod-security.kubernetes.io/enforce: privileged, istio.io/rev: asm-1}
                  annotations: {argocd.argoproj.io/sync-wave: "-20", argocd.argoproj.io/sync-options: "Prune=false,Delete=false"}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.example.com}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: agent}
                rules:
                  - {apiGroups: [""], resources: [pods], verbs: [list]}
                  - {apiGroups: [""], resources: [secrets], resourceNames: [token], verbs: [get, watch]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: agent}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
                subjects:

                """
            + string.Concat(spaces.Select(space => $"  - {{kind: ServiceAccount, name: agent, namespace: {space}}}\n"))
            + """
                ---
                apiVersion: security.openshift.io/v1
                kind: SecurityContextConstraints
                metadata: {name: agent}
                users:

                """
            + string.Concat(spaces.Select(space => $"  - system:serviceaccount:{space}:agent\n"))
            + """
                ---
                apiVersion: clusterconfig.azure.com/v1beta1
                kind: AzureExtensionIdentity
                metadata: {name: agent, namespace: azure-arc}
                spec:
                  tokenNamespace: azure-arc
                  serviceAccounts:

                """
            + string.Concat(spaces.Select(space => $"    - {{name: agent, namespace: {space}}}\n"));
    }

    private static ScrapingRole Role(string name, string kind, string workload, int wave, params string[] when) =>
        new(
            At,
            name,
            new ObjectName(kind, workload),
            $"app={workload}",
            workload == "agent" ? "agent" : null,
            wave,
            new Condition([.. when.Select(feature => new YamlScalar(At, feature, isString: true))])
        );
}
