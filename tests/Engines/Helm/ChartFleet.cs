using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>A fleet with one app, demo, made of a chart; dev has one cluster with Kubernetes 1.33, prod two with 1.34.</summary>
public static class ChartFleet
{
    public const string Produces =
        "produces: {namespaces: [kube-system], kinds: [ConfigMap, Service, ServiceAccount, apps/Deployment, batch/Job, "
        + "demo.example/Widget], clusterKinds: [admissionregistration.k8s.io/MutatingWebhookConfiguration, "
        + "admissionregistration.k8s.io/ValidatingWebhookConfiguration, apiextensions.k8s.io/CustomResourceDefinition, "
        + "rbac.authorization.k8s.io/ClusterRole]}";

    public static TheoryData<string> Helms => ["helm 3", "helm 4"];

    public static string Program(string helm) => helm == "helm 3" ? TestTools.Helm3 : TestTools.Helm4;

    /// <param name="chart">What the app says of its chart beside version, releaseName and produces.</param>
    /// <param name="more">Further lines of the app's spec.</param>
    public static TemporaryFolder Create(string helm, string chart, string delivery = "rendered", params string[] more)
    {
        var folder = new TemporaryFolder();
        folder.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{helm: {{path: {Program(helm)}}}}}\n");
        App(folder, chart, delivery, more);
        folder.Write("apps/demo/values.yaml", "replicas: 2\ntext: from the app\n");
        folder.Write(
            "environments/dev/environment.yaml",
            SmallFleet.Environment(
                "dev",
                "class: dev",
                "wave: dev",
                "kubernetesVersion: \"1.33\"",
                "clusters: [{name: dev-1, server: https://dev-1.example}]",
                "apps: {demo: {}}"
            )
        );
        folder.Write(
            "environments/prod/environment.yaml",
            SmallFleet.Environment(
                "prod",
                "class: prod",
                "wave: prod",
                "kubernetesVersion: \"1.34.2\"",
                "clusters: [{name: prod-1, server: https://prod-1.example}, {name: prod-2, server: https://prod-2.example}]",
                "apps: {demo: {values: {replicas: 3}}}"
            )
        );
        return folder;
    }

    public static void App(TemporaryFolder fleet, string chart, string delivery, params string[] more) =>
        fleet.Write(
            "apps/demo/app.yaml",
            SmallFleet.App(
                "demo",
                [
                    $"delivery: {delivery}",
                    $"chart: {{{chart}, version: {DemoChart.Version}, releaseName: rel, {Produces}}}",
                    "values: [values.yaml]",
                    .. more,
                ]
            )
        );

    public static string Manifests(TemporaryFolder fleet, string environment = "dev") =>
        fleet.Read($"environments/{environment}/demo/rendered/manifests.yaml");

    public static string Line(Answer answer, string code) =>
        Assert.Single(answer.Error.Split('\n'), line => line.Contains(code, StringComparison.Ordinal));
}
