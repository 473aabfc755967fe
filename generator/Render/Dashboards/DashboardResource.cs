using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Dashboards;

/// <summary>
/// A dashboard as a ConfigMap that the sidecar of Grafana's chart finds by its label. It is called by the dashboard's own name, so that a
/// change is one to the same object.
/// </summary>
internal sealed class DashboardResource(App app, YamlMap description)
{
    private string Dashboard => description.Map("metadata")?.Text("name") ?? "";

    public string Name => $"grafana-dashboard-{Dashboard}";

    public YamlMap Document() =>
        Y.Map(
            ("apiVersion", Y.Text("v1")),
            ("kind", Y.Text("ConfigMap")),
            (
                "metadata",
                Y.Map(("name", Y.Text(Name)), ("namespace", Y.Text(app.Namespace)), ("labels", Y.Map(("grafana_dashboard", Y.Text("1")))))
            ),
            ("data", Y.Map(($"{Dashboard}.json", Y.Text(GrafanaDashboard.Write(Dashboard, app.Name, description.Map("spec")!)))))
        );
}
