using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-003: Grafana's administrator comes from a Secret that is not in Git. No message has the password.</summary>
internal static class AdminRule
{
    private const string Variable = "GF_SECURITY_ADMIN_PASSWORD";

    // What Grafana and the chart start with where nobody says otherwise.
    private static readonly string[] KnownToAll = ["admin", "prom-operator", "password", "changeme"];

    public static Rule<ClusterContents> FromSecret { get; } =
        new(
            "PROM-003",
            "Grafana's administrator is in a Secret that exists already (`grafana.admin.existingSecret`), made by an ExternalSecret, a "
                + "SealedSecret or the like; no password is in plain text, and none is the one that Grafana starts with.",
            Check
        )
        {
            Why = "Whoever reads the repository reads the password. Without one the chart makes up a new one with each render.",
            Mend = "Let an ExternalSecret make the Secret, and name it.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var sources = new SecretSources(contents);
        foreach (var grafana in GrafanaUse.Unseen(contents))
            Values(grafana, sources, findings);
        foreach (var (workload, container) in GrafanaUse.Containers(contents))
            Rendered(workload, container, sources, findings);
        foreach (var instance in contents.OfKind("grafana.integreatly.org/Grafana"))
            if (instance.Spec.Node("config", "security", "admin_password") is YamlScalar { IsNull: false } password)
                findings.Fail(Plain(password, instance.ToString(), "spec.config.security.admin_password"));
    }

    private static void Values(GrafanaUse grafana, SecretSources sources, Findings findings)
    {
        (string Path, string[] Keys)[] places =
        [
            (grafana.Path("adminPassword"), grafana.Keys("adminPassword")),
            (grafana.Path("env." + Variable), grafana.Keys("env", Variable)),
            (grafana.Path("grafana.ini.security.admin_password"), grafana.Keys("grafana.ini", "security", "admin_password")),
        ];
        var plain = places
            .Select(place => (place.Path, Value: grafana.Values.Node(place.Keys) as YamlScalar))
            .Where(place => place.Value is { IsNull: false, Text: { Length: > 0 } text } && !IsReference(text))
            .ToList();
        foreach (var (path, value) in plain)
            findings.Fail(Plain(value!, $"the chart {grafana.Values.Chart.Name}", path));
        var (name, keys) = (grafana.Values.Text("", grafana.Keys("admin", "existingSecret")), grafana.Keys("admin", "existingSecret"));
        var field = grafana.Path("admin.existingSecret");
        if (name.Length > 0)
            Resolve(
                grafana.Values.Place(keys),
                $"the chart {grafana.Values.Chart.Name}: {field}",
                grafana.Namespace,
                name,
                sources,
                findings
            );
        else if (plain.Count == 0)
            findings.Fail(Messages.AdminMadeUp(grafana.Values.Place(keys), $"the chart {grafana.Values.Chart.Name}", field));
    }

    // Grafana fills in $__file{…}, $__env{…}, $__vault{…} and ${…} itself.
    private static bool IsReference(string text) =>
        text.StartsWith("$__", StringComparison.Ordinal) || text.StartsWith("${", StringComparison.Ordinal);

    private static void Rendered(Manifest workload, Container container, SecretSources sources, Findings findings)
    {
        var title = $"{workload}, container {container.Name}";
        var variables = container.Document.MapsAt("env").Where(one => one.Text("name") == Variable).ToList();
        foreach (var variable in variables)
            if (variable.Scalar("value") is { Text: { Length: > 0 } text } value && !IsReference(text))
                findings.Fail(Plain(value, title, $"the variable {Variable}"));
            else if (variable.TextAt("valueFrom", "secretKeyRef", "name") is { } name)
                Resolve(variable.At, $"{title}: {Variable}", workload.Namespace, name, sources, findings);
        if (variables.Count > 0 || IsSaidElsewhere(container))
            return;
        if (container.Document.MapsAt("envFrom").Any() || container.Document.MapsAt("volumeMounts").Any(IsConfiguration))
            findings.CannotTell(Messages.AdminNotSeen(container.Document.At, title));
        else
            findings.Fail(Messages.AdminOfTheImage(container.Document.At, title, Variable));
    }

    private static bool IsSaidElsewhere(Container container) =>
        container
            .Document.MapsAt("env")
            .Any(one =>
                one.Text("name") is Variable + "__FILE" or "GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION" or "GF_AUTH_DISABLE_LOGIN_FORM"
            );

    private static bool IsConfiguration(YamlMap mount) =>
        (mount.Text("mountPath") ?? "").TrimEnd('/') is "/etc/grafana" or "/etc/grafana/grafana.ini";

    private static void Resolve(Position at, string title, string space, string name, SecretSources sources, Findings findings)
    {
        var maker = sources.Find(space, name);
        if (maker is not null && SecretSources.IsPlain(maker))
            findings.Fail(Messages.AdminSecretPlain(at, title, maker.ToString(), maker.Document.At));
        else if (maker is null && sources.Unseen(space) is null && sources.Near(space, name) is { } near)
            findings.Fail(Messages.AdminSecretUnknown(at, title, $"{space}/{name}", near));
        else if (maker is null)
            findings.CannotTell(Messages.AdminSecretNotSeen(at, title, $"{space}/{name}", sources.Unseen(space)?.Reason()));
    }

    private static Diagnostic Plain(YamlScalar password, string title, string path) =>
        Messages.AdminPlain(password.At, title, path, KnownToAll.Contains(password.Text, StringComparer.OrdinalIgnoreCase));
}
