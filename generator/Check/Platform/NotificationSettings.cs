using GitOpsGen.Check.Contents;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>What Argo CD's notifications know: of argocd-notifications-cm, or of the values of its chart.</summary>
internal sealed class NotificationSettings
{
    private readonly List<YamlEntry> entries;

    private NotificationSettings(string title, IEnumerable<YamlEntry> entries)
    {
        Title = title;
        this.entries = [.. entries];
        Triggers = Names("trigger.");
        Templates = Names("template.");
        // service.email.gmail is called gmail, service.slack is slack.
        Services = [.. Names("service.").Select(name => name[(name.LastIndexOf('.') + 1)..])];
    }

    public string Title { get; }

    public HashSet<string> Triggers { get; }

    public HashSet<string> Templates { get; }

    public HashSet<string> Services { get; }

    /// <summary>What each trigger sends.</summary>
    public IEnumerable<(string Trigger, string Template, Position At)> Sent =>
        from entry in entries
        where entry.Key.Text.StartsWith("trigger.", StringComparison.Ordinal)
        from condition in Parsed(entry.Value)
        from template in condition.TextsAt("send")
        select (entry.Key.Text["trigger.".Length..], template, entry.Value.At);

    public IEnumerable<(string Trigger, Position At)> SubscribedTriggers =>
        from subscription in Subscriptions
        from trigger in subscription.Item.TextsAt("triggers")
        select (trigger, subscription.At);

    public IEnumerable<(string Service, Position At)> SubscribedServices =>
        from subscription in Subscriptions
        from recipient in subscription.Item.TextsAt("recipients")
        select (recipient.Split(':')[0], subscription.At);

    private IEnumerable<(YamlMap Item, Position At)> Subscriptions =>
        from entry in entries
        where entry.Key.Text == "subscriptions"
        from item in Parsed(entry.Value)
        select (item, entry.Value.At);

    public static IEnumerable<NotificationSettings> Of(ClusterContents contents) =>
        contents
            .OfKind("ConfigMap")
            .Where(map => map.Name == "argocd-notifications-cm")
            .Select(map => new NotificationSettings(map.ToString(), map.Document.Map("data")?.Entries ?? []))
            .Concat(ArgoCdSettings.Charts(contents).Where(values => values.Flag(true, "notifications", "enabled")).Select(OfValues));

    private static NotificationSettings OfValues(ChartValues values) =>
        new(
            "the chart argo-cd, notifications",
            new[] { "notifiers", "triggers", "templates" }
                .SelectMany(key => values.Map("notifications", key)?.Entries ?? [])
                .Concat((values.Map("notifications")?.Entries ?? []).Where(entry => entry.Key.Text == "subscriptions"))
        );

    private HashSet<string> Names(string prefix) =>
        [
            .. entries
                .Where(entry => entry.Key.Text.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => entry.Key.Text[prefix.Length..]),
        ];

    // A list, or the text of one.
    private static IEnumerable<YamlMap> Parsed(YamlNode value) =>
        value switch
        {
            YamlList list => list.Items.OfType<YamlMap>(),
            YamlScalar { Text: { Length: > 0 } text } => YamlReader
                .ReadAll("", text, new DiagnosticBag(), YamlLimits.Generated)
                ?.OfType<YamlList>()
                .SelectMany(list => list.Items.OfType<YamlMap>())
                ?? [],
            _ => [],
        };
}
