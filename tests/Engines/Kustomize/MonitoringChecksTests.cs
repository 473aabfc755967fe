using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Kustomize;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize;

/// <summary>GOG370, GOG376 and GOG377: what a section <c>monitoring</c> names must be among the objects that there are.</summary>
public sealed class MonitoringChecksTests : IDisposable
{
    private const string Pods = "operatorMode: true";
    private const string Services = "operatorMode: true, monitorType: service";
    private const string Probes = "operatorMode: true, monitorType: ingress, prober: p:9115";

    private readonly BrokenFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(Pods)]
    [InlineData(Pods + ", port: http")]
    [InlineData(Pods + ", port: init")]
    [InlineData(Pods + ", selector: {app: web}")]
    [InlineData(Services)]
    [InlineData(Services + ", port: web")]
    [InlineData(Services + ", service: plain, selector: {app: web, part: main}")]
    [InlineData(Services + ", service: outside, port: x")]
    [InlineData(Probes)]
    [InlineData(Probes + ", selector: {app: web}")]
    [InlineData(Probes + ", targets: [https://nowhere.example]")]
    [InlineData("workload: StatefulSet/store, mesh: merge")]
    public void What_is_there_is_fine(string monitoring) => Assert.Empty(Judge(monitoring, Objects));

    [Theory]
    [InlineData("workload: ‸Deployment/webb", "GOG370", "Did you mean 'web'?")]
    [InlineData("workload: ‸StatefulSet/web", "GOG370", "Known: store.")]
    [InlineData("workload: ‸DaemonSet/web", "GOG370", "There are none.")]
    [InlineData("workload: ‸Deployment/other", "GOG370", "Known: plain, web.")]
    [InlineData(Pods + ", mesh: merge, workload: ‸Deployment/webb", "GOG370", "Did you mean 'web'?")]
    [InlineData(Services + ", service: ‸wep", "GOG370", "Did you mean 'web'?")]
    [InlineData(Probes + ", ingress: ‸wep", "GOG370", "Did you mean 'web'?")]
    [InlineData(Pods + ", port: ‸htpp", "GOG376", "Did you mean 'http'?")]
    [InlineData(Pods + ", port: ‸8081", "GOG376", "8080")]
    [InlineData(Services + ", port: ‸http", "GOG376", "Service web", "Known: web.")]
    [InlineData(Services + ", port: ‸80", "GOG376", "the pods of Service web")]
    [InlineData(Pods + ", workload: ‸Deployment/plain", "GOG377", "Deployment plain has none")]
    [InlineData(Services + ", service: ‸plain", "GOG377", "Service plain has none")]
    [InlineData(Services + ", selector: ‸{app: web}", "GOG377", "several Services (web, twin)")]
    [InlineData(Pods + ", selector: ‸{app: wbe}", "GOG377", "app=wbe", "Deployment web (app=web)")]
    [InlineData(Probes + ", selector: ‸{app: wbe}", "GOG377", "no Ingress", "Ingress web (app=web)")]
    public void What_is_not_there_is_named_with_what_is(string monitoring, string code, params string[] words)
    {
        var only = Assert.Single(Judge(monitoring, Objects));
        Assert.Equal((code, Assert.Single(fleet.Marks)), (only.Code, only.At));
        Assert.All(words, word => Assert.Contains(word, only.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Pods)]
    [InlineData(Services + ", selector: {app: wbe}")]
    [InlineData("")]
    public void Where_objects_may_be_missing_nothing_is_said_of_what_is_not_seen(string monitoring) =>
        Assert.Empty(Judge(monitoring, "", isAll: false));

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: [a]\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: 1}\n")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {app: web}}\nspec: {selector: [], ports: {a: b}}\n")]
    public void Odd_objects_break_nothing(string objects)
    {
        Judge(Pods, objects);
        Judge(Services, objects);
        Judge(Services + ", port: http", objects);
    }

    private IReadOnlyList<Diagnostic> Judge(string monitoring, string objects, bool isAll = true)
    {
        fleet.App("web", "kustomize: {base: base}", $"monitoring: {{{monitoring}}}");
        var bag = new DiagnosticBag();
        var unit = fleet.Plan().Plan.Units.Single(unit => unit.Name == "dev/web");
        var found = new MonitoringChecks(unit, Manifests.Read("objects", objects, bag)!, isAll, bag).FindMistakes();
        Assert.Equal(found, bag.HasErrors);
        return bag.Sorted();
    }

    private const string Objects = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: demo}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              initContainers: [{name: first, ports: [{name: init, containerPort: 9000}]}]
              containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: plain}
        spec: {template: {metadata: {}, spec: {containers: [{name: plain}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: other, namespace: elsewhere}
        spec: {template: {metadata: {labels: {app: wbe}}, spec: {containers: [{name: other}]}}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: store, namespace: demo}
        spec: {template: {metadata: {}, spec: {containers: [{name: store}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: demo, labels: {app: web, part: main}}
        spec: {selector: {app: web}, ports: [{name: web, port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: twin, namespace: demo, labels: {app: web}}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: plain, namespace: demo}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: outside, namespace: demo, labels: {app: outside}}
        spec: {ports: [{name: x, port: 80}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: demo, labels: {app: web}}

        """;
}
