using GitOpsGen.Diagnostics;
using GitOpsGen.Plan;
using GitOpsGen.Render;
using GitOpsGen.Tests.Load;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Render;

/// <summary>What becomes of each form of the section <c>monitoring</c>: in the overlay, and in what Kustomize makes of it.</summary>
public sealed class MonitoringTests : IDisposable
{
    private const string Secret = "{name: scrape, key: token}";

    private const string Labelled = "  monitoring: {labels: {prometheus: main}}\n";

    private readonly BrokenFleet fleet = new();

    public MonitoringTests() => fleet.Write(BrokenFleet.Fleet, SmallFleet.Fleet + Labelled);

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task Each_form_is_what_was_read() =>
        await Snapshot.VerifyAsync(string.Concat(Described.Select(monitoring => Shown(monitoring))), "yaml");

    private static readonly string[] Described =
    [
        "",
        "workload: StatefulSet/web, path: /actuator/metrics, port: 9080, scheme: https, annotationPrefix: own.example",
        "workload: Rollout/web, mesh: merge",
        "operatorMode: true",
        "operatorMode: true, interval: 5s, timeout: 3s, path: /actuator/metrics, port: 9080, scheme: http",
        "operatorMode: true, port: http, labels: {release: main}, selector: {app: web}",
        "operatorMode: true, mesh: merge",
        "operatorMode: true, monitorType: service, service: web-metrics",
        "operatorMode: true, monitorType: service, port: http",
        $"operatorMode: true, monitorType: service, mesh: certificates, authorization: {{credentials: {Secret}}}",
        "operatorMode: true, monitorType: service, scheme: https, tlsConfig: {ca: {secret: {name: ca, key: ca.crt}}, serverName: web}, "
            + "basicAuth: {username: {name: scrape, key: user}, password: {name: scrape, key: password}}",
        "operatorMode: true, scheme: https, oauth2: {clientId: {secret: {name: o, key: id}}, clientSecret: {name: o, key: secret}, "
            + "tokenUrl: https://login.example/token, scopes: [metrics]}",
        "operatorMode: true, monitorType: ingress, scheme: https, prober: prober.demo.svc:9115, module: http_2xx",
        "operatorMode: true, monitorType: ingress, prober: prober.demo.svc:9115, targets: [https://web.example]",
    ];

    private string Shown(string monitoring)
    {
        var files = Overlay($"monitoring: {{{monitoring}}}").Files;
        return $"# ===== monitoring: {{{monitoring}}}\n"
            + string.Concat(files.Select(file => $"# --- {file.Key}\n{WithoutNotice(file.Value)}"));
    }

    private static string WithoutNotice(string text) => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    [Theory]
    [InlineData("istio", "scheme: http\n", "__address__")]
    [InlineData("istio-strict", "replacement: $1:15020", "caFile")]
    [InlineData("istio-certificates", "caFile: /etc/prom-certs/root-cert.pem", "15020")]
    public void The_environment_says_how_the_mesh_lets_scrapes_in(string feature, string has, string lacks)
    {
        fleet.Edit(BrokenFleet.Dev, "class: dev", $"features: [{feature}]\n  class: dev");
        var monitor = Overlay("monitoring: {operatorMode: true, monitorType: service}").Files["resources/web-service-monitor.yaml"];
        Assert.Contains(has, monitor, StringComparison.Ordinal);
        Assert.DoesNotContain(lacks, monitor, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_nearer_wins_and_null_takes_away()
    {
        fleet
            .Edit(
                BrokenFleet.Fleet,
                "monitoring: {labels: {prometheus: main}}",
                "monitoring: {interval: 1m, timeout: 50s, labels: {prometheus: main, release: main}}"
            )
            .Edit(BrokenFleet.Shared, "features:", "apps: {web: {monitoring: {timeout: 20s, path: null}}}\n  features:")
            .Edit(BrokenFleet.Dev, "web: {}", "web: {monitoring: {operatorMode: true, timeout: 10s, labels: {team: a}}}");
        var monitor = Overlay("monitoring: {path: /own, timeout: 40s}").Files["resources/web-pod-monitor.yaml"];
        Assert.Contains("path: /metrics\n", monitor, StringComparison.Ordinal);
        Assert.Contains("interval: 1m\n", monitor, StringComparison.Ordinal);
        Assert.Contains("scrapeTimeout: 10s\n", monitor, StringComparison.Ordinal);
        Assert.Contains("    prometheus: main\n    release: main\n    team: a\n", monitor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("monitoring: {enabled: false, operatorMode: true}")]
    [InlineData("requires: [config]")]
    public void Nothing_is_made_where_nothing_is_wanted(string line) => Assert.Equal(["kustomization.yaml"], Overlay(line).Files.Keys);

    [Fact]
    public async Task Kustomize_makes_of_each_form_what_was_read()
    {
        using var folder = Several();
        var answer = await Gitopsgen.RunInAsync(folder, "render", "--offline", "--env", "dev");
        Assert.True(answer.Exit == 0, answer.ToString());
        await Snapshot.VerifyAsync(
            string.Join(
                "---\n",
                Forms.Select(form => $"# --- {form.App}\n{folder.Read($"environments/dev/{form.App}/rendered/manifests.yaml")}")
            ),
            "yaml"
        );
        // What passed is taken as it lies there, and what an environment says anew is not.
        Assert.Equal(0, (await Gitopsgen.RunInAsync(folder, "render", "--check", "--offline", "--env", "dev")).Exit);
        folder.Write(
            BrokenFleet.Dev,
            folder.Read(BrokenFleet.Dev).Replace("as-pod: {}", "as-pod: {monitoring: {path: /own}}", StringComparison.Ordinal)
        );
        Assert.Equal(0, (await Gitopsgen.RunInAsync(folder, "render", "--offline", "--env", "dev")).Exit);
        Assert.Contains("path: /own", folder.Read("environments/dev/as-pod/rendered/manifests.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{workload: Deployment/wep, port: 9080}")]
    [InlineData("{workload: Deployment/wep, operatorMode: true, port: 9080}")]
    public async Task A_workload_that_is_not_there_is_told_with_the_nearest(string monitoring)
    {
        using var folder = SmallFleet.Create();
        folder.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", "kustomize: {base: base}", $"monitoring: {monitoring}")
        );
        var answer = await Gitopsgen.RunInAsync(folder, "render", "--offline", "--env", "dev");
        Assert.Equal(1, answer.Exit);
        var told = Assert.Single(answer.Error.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.StartsWith("apps/web/app.yaml(9,26): error GOG370: there is no Deployment 'wep' in dev/web", told, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'web'?", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_for_another_reason_is_told_as_ever()
    {
        using var folder = SmallFleet.Create();
        folder.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", "kustomize: {base: base}", "monitoring: {operatorMode: true}")
        );
        folder.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, deployment.yaml]\n");
        var answer = await Gitopsgen.RunInAsync(folder, "render", "--offline", "--env", "dev");
        Assert.Single(answer.Error.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal));
        Assert.Contains("GOG062", answer.Error, StringComparison.Ordinal);
    }

    private static readonly (string App, string Monitoring)[] Forms =
    [
        ("as-annotations", "{workload: Deployment/web, port: 9080}"),
        ("as-merged", "{workload: Deployment/web, operatorMode: true, mesh: merge, port: 9080}"),
        ("as-pod", "{workload: Deployment/web, operatorMode: true, port: http}"),
        ("as-probe", "{operatorMode: true, monitorType: ingress, ingress: web, prober: \"prober.demo.svc:9115\"}"),
        ("as-service", "{operatorMode: true, monitorType: service, service: web, port: 9080}"),
    ];

    private static TemporaryFolder Several()
    {
        var folder = SmallFleet.Create();
        folder.Write(BrokenFleet.Fleet, SmallFleet.Fleet + Labelled);
        foreach (var (app, monitoring) in Forms)
        {
            folder.Write(
                $"apps/{app}/app.yaml",
                SmallFleet
                    .App(app, "kustomize: {base: base, labels: {team: a}}", $"monitoring: {monitoring}")
                    .Replace("namespace: demo", $"namespace: {app}", StringComparison.Ordinal)
            );
            folder.Write($"apps/{app}/base/kustomization.yaml", "resources: [web.yaml]\n");
            folder.Write($"apps/{app}/base/web.yaml", Web.Replace("demo", app, StringComparison.Ordinal));
        }

        folder.Write(
            BrokenFleet.Dev,
            folder
                .Read(BrokenFleet.Dev)
                .Replace(
                    "web: {}}",
                    $"web: {{}}, {string.Join(", ", Forms.Select(form => $"{form.App}: {{}}"))}}}",
                    StringComparison.Ordinal
                )
        );
        return folder;
    }

    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: demo}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}, annotations: {kept: "true"}}
            spec: {containers: [{name: web, image: "web:1", ports: [{name: http, containerPort: 9080}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: demo, labels: {app: web}}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: demo, labels: {app: web}}
        spec: {defaultBackend: {service: {name: web, port: {name: http}}}}

        """;

    private Overlay Overlay(string line)
    {
        fleet.App("web", "kustomize: {base: base}", line);
        var (plan, found) = fleet.Plan();
        Assert.DoesNotContain(found, one => one.Severity == Severity.Error);
        var unit = plan.Units.Single(unit => unit.Name == "dev/web");
        var bag = new DiagnosticBag();
        var overlay = new OverlayRenderer(plan.Fleet.Fleet.EnvironmentTexts, bag, TestContext.Current.CancellationToken).Render(unit);
        Assert.Equal(0, bag.Count);
        return overlay;
    }
}
