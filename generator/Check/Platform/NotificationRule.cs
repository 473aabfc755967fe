using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>ARG-004: what subscribes to notifications gets some.</summary>
internal static class NotificationRule
{
    private const string Subscribe = "notifications.argoproj.io/subscribe.";

    public static Rule<ClusterContents> Resolved { get; } =
        new(
            "ARG-004",
            "Each subscription (`notifications.argoproj.io/subscribe.<trigger>.<service>`, or `subscriptions`) names a trigger and a "
                + "service "
                + "of `argocd-notifications-cm`, and each trigger sends templates that are there.",
            Check
        )
        {
            Why = "Nothing is sent, and only the controller's log says so.",
            Mend = "Add `trigger.<name>`, `service.<name>` or `template.<name>`, or correct the name.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var all = NotificationSettings.Of(contents).ToList();
        foreach (var settings in all)
            Settings(settings, findings);
        var subscriptions = Annotated(contents).ToList();
        if (subscriptions.Count > 0 && all.Count == 0)
            findings.CannotTell(Messages.NotificationsNotSeen(subscriptions[0].Entry.Key.At, subscriptions[0].Title, subscriptions.Count));
        else if (all.Count > 0)
            foreach (var (title, entry) in subscriptions)
                Annotation(all[0], title, entry, findings);
    }

    private static void Settings(NotificationSettings settings, Findings findings)
    {
        foreach (var (trigger, template, at) in settings.Sent)
            if (!settings.Templates.Contains(template))
                findings.Fail(Messages.NotificationTemplate(at, settings.Title, trigger, template, settings.Templates));
        foreach (var (trigger, at) in settings.SubscribedTriggers)
            if (!settings.Triggers.Contains(trigger))
                findings.Fail(Messages.NotificationTrigger(at, $"{settings.Title}, subscriptions", trigger, settings.Triggers));
        foreach (var (service, at) in settings.SubscribedServices)
            if (!settings.Services.Contains(service))
                findings.Fail(Messages.NotificationService(at, $"{settings.Title}, subscriptions", service, settings.Services));
    }

    // Without a trigger the default ones are meant (defaultTriggers).
    private static void Annotation(NotificationSettings settings, string title, YamlEntry entry, Findings findings)
    {
        var words = entry.Key.Text[Subscribe.Length..].Split('.', 2);
        if (words is [var trigger, _] && !settings.Triggers.Contains(trigger))
            findings.Fail(Messages.NotificationTrigger(entry.Key.At, title, trigger, settings.Triggers));
        if (!settings.Services.Contains(words[^1]))
            findings.Fail(Messages.NotificationService(entry.Key.At, title, words[^1], settings.Services));
    }

    private static IEnumerable<(string Title, YamlEntry Entry)> Annotated(ClusterContents contents) =>
        new[] { "Application", "AppProject" }
            .SelectMany(kind => contents.OfKind($"argoproj.io/{kind}"))
            .Select(manifest => (manifest, Annotations: manifest.Metadata?.Map("annotations")))
            .Concat(
                contents
                    .OfKind("argoproj.io/ApplicationSet")
                    .Select(set => (set, Annotations: set.Spec.MapAt("template", "metadata", "annotations")))
            )
            .SelectMany(one =>
                (one.Annotations?.Entries ?? [])
                    .Where(entry => entry.Key.Text.StartsWith(Subscribe, StringComparison.Ordinal))
                    .Select(entry => (one.Item1.ToString(), entry))
            );
}
