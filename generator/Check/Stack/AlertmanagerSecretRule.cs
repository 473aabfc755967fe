using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-006: Alertmanager's configuration is in a Secret that exists already, since receivers have keys.</summary>
internal static class AlertmanagerSecretRule
{
    private const string Key = "alertmanager.yaml";

    public static Rule<ClusterContents> FromSecret { get; } =
        new(
            "PROM-006",
            "`alertmanagerSpec.useExistingSecret` is true, and the Secret that `configSecret` names is made by something other than plain "
                + "text, with the key `alertmanager.yaml`.",
            Check
        )
        {
            Why =
                "The chart's own configuration sends alerts to nobody; one that is written into the values brings the receivers' keys into "
                + "Git; one that is not there leaves the operator with a configuration that sends nothing.",
            Mend = "Let an ExternalSecret make the Secret with the key `alertmanager.yaml`, name it, and set `useExistingSecret`.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var sources = new SecretSources(contents);
        foreach (var server in StackServer.Of(contents).Where(server => server.Kind == "Alertmanager"))
            // A global AlertmanagerConfig stands in for the Secret.
            if (server.Spec.TextAt("alertmanagerConfiguration", "name") is not null)
                continue;
            else if (server.Chart is { } stack && !stack.Values.Flag(false, "alertmanager", "alertmanagerSpec", "useExistingSecret"))
                findings.Fail(
                    Messages.AlertmanagerOwnSecret(
                        server.Place("useExistingSecret"),
                        server.Title,
                        stack.Values.Map("alertmanager", "config") is { Entries.Count: > 0 }
                    )
                );
            else
                Resolve(server, sources, findings);
    }

    private static void Resolve(StackServer server, SecretSources sources, Findings findings)
    {
        // What the operator looks for where nothing is named (CRD, configSecret).
        var name = server.Spec.Text("configSecret") is { Length: > 0 } given ? given : $"alertmanager-{server.Name}";
        var (at, secret) = (server.Place("configSecret"), $"{server.Namespace}/{name}");
        if (sources.Find(server.Namespace, name) is { } maker)
            Made(server, maker, at, findings);
        else if (sources.Unseen(server.Namespace) is null && sources.Near(server.Namespace, name) is { } near)
            findings.Fail(Messages.AlertmanagerSecretUnknown(at, server.Title, $"{server.Path}.configSecret", secret, near));
        else
            findings.CannotTell(
                Messages.AlertmanagerSecretNotSeen(
                    at,
                    server.Title,
                    $"{server.Path}.configSecret",
                    secret,
                    sources.Unseen(server.Namespace)?.Reason()
                )
            );
    }

    private static void Made(StackServer server, Manifest maker, Position at, Findings findings)
    {
        if (SecretSources.IsPlain(maker))
            findings.Fail(Messages.AlertmanagerSecretPlain(at, server.Title, maker.ToString(), maker.Document.At));
        if (Keys(maker) is { Count: > 0 } keys && !keys.Contains(Key) && !keys.Contains($"{Key}.gz"))
            findings.Fail(Messages.AlertmanagerKeyMissing(maker.Document.At, server.Title, maker.ToString(), Key, keys));
    }

    // Null or none where what is fetched decides the keys.
    private static HashSet<string>? Keys(Manifest maker) =>
        maker.GroupKind switch
        {
            "Secret" => Names(maker, ["data"]).Concat(Names(maker, ["stringData"])).ToHashSet(StringComparer.Ordinal),
            "bitnami.com/SealedSecret" => Names(maker, ["spec", "encryptedData"])
                .Concat(Names(maker, ["spec", "template", "data"]))
                .ToHashSet(StringComparer.Ordinal),
            "external-secrets.io/ExternalSecret" => OfExternal(maker),
            _ => null,
        };

    // A template's data are all keys unless it is merged with what was fetched (external-secrets, "Advanced Templating").
    private static HashSet<string>? OfExternal(Manifest maker)
    {
        var template = Names(maker, ["spec", "target", "template", "data"]).ToHashSet(StringComparer.Ordinal);
        var isMerged = maker.Spec.TextAt("target", "template", "mergePolicy") == "Merge";
        if (
            maker.Spec.MapsAt("target", "template", "templateFrom").Any()
            || ((template.Count == 0 || isMerged) && maker.Spec.MapsAt("dataFrom").Any())
        )
            return null;
        return template.Count > 0 && !isMerged
            ? template
            : [.. template, .. maker.Spec.MapsAt("data").Select(one => one.Text("secretKey")).OfType<string>()];
    }

    private static IEnumerable<string> Names(Manifest maker, string[] path) =>
        (maker.Document.MapAt(path)?.Entries ?? []).Select(entry => entry.Key.Text);
}
