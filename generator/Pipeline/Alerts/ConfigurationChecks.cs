using GitOpsGen.Check.Alertmanager;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>Holds every configuration of Alertmanager to what amtool says of it, and asks the way to each receiver.</summary>
internal sealed class ConfigurationChecks(Amtool? amtool)
{
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(IReadOnlyList<ClusterContents> environments, CancellationToken cancellation)
    {
        var all = environments.SelectMany(environment => AlertmanagerContents.Of(environment).Configurations).ToList();
        IReadOnlyList<Diagnostic> told = all.Where(one => one.IsBranch).DistinctBy(one => one.Title).ToList() is [var first, ..] branches
            ? [Messages.BranchesNotAsked(first.At, first.Title, branches.Count)]
            : [];
        return [.. told, .. await AskAsync(all, cancellation)];
    }

    private async Task<IReadOnlyList<Diagnostic>> AskAsync(IReadOnlyList<AlertmanagerConfiguration> all, CancellationToken cancellation)
    {
        var alike = all.Where(one => one.Text is not null).GroupBy(one => one.Text!, StringComparer.Ordinal).ToList();
        if (alike.Count == 0)
            return [];
        if (amtool is null)
            return [Messages.ToolMissing("amtool", alike.Count, "configuration of Alertmanager")];
        var answer = await amtool.CheckAsync([.. alike.Select(ones => ones.Key)], cancellation);
        var refused = answer.Complaints.Select(complaint => complaint.File).ToHashSet();
        var found = answer.Complaints.SelectMany(complaint => alike[complaint.File].Select(one => Say(one, complaint.Text))).ToList();
        if (answer.Failure is { } why)
            found.Add(Messages.ToolFailed("amtool", why));
        foreach (var (ones, _) in alike.Select((ones, index) => (ones, index)).Where(pair => !refused.Contains(pair.index)))
            found.AddRange(await RoutesAsync([.. ones], cancellation));
        return found;
    }

    // The tool repeats what it does not like, and that may be a secret.
    private static Diagnostic Say(AlertmanagerConfiguration one, string complaint)
    {
        var secrets = new SecretValues();
        foreach (var document in YamlReader.ReadAll("", one.Text!, new DiagnosticBag(), YamlLimits.Generated) ?? [])
            AddSettings(document, secrets);
        return Messages.ConfigurationRefused(one.At, one.Title, secrets.Hide(complaint), one.IsGuessed);
    }

    // Addresses hold keys as well as passwords do, so no setting of a receiver is shown.
    private static void AddSettings(YamlNode node, SecretValues secrets)
    {
        if (node is not YamlMap map)
            return;
        if (map.Map("global") is { } global)
            AddAll(global, secrets);
        foreach (var setting in map.List("receivers").OfType<YamlMap>().SelectMany(receiver => receiver.Entries))
            if (setting.Key.Text != "name")
                AddAll(setting.Value, secrets);
    }

    private static void AddAll(YamlNode node, SecretValues secrets)
    {
        foreach (var child in node is YamlMap map ? map.Entries.Select(entry => entry.Value) : (node as YamlList)?.Items ?? [])
            AddAll(child, secrets);
        if (node is YamlScalar scalar)
            secrets.Add(scalar.Text);
    }

    private async Task<IReadOnlyList<Diagnostic>> RoutesAsync(
        IReadOnlyList<AlertmanagerConfiguration> alike,
        CancellationToken cancellation
    )
    {
        var found = new List<Diagnostic>();
        var first = alike[0];
        foreach (var receiver in first.Root is null ? [] : first.Receivers.Distinct(StringComparer.Ordinal))
        {
            if (ReceiverProbes.Find(first.Root!, receiver) is not { } labels)
                continue;
            if (await amtool!.RouteAsync(first.Text!, labels, cancellation) is not { } reached)
                found.Add(Messages.ToolFailed("amtool", $"it does not say where an alert with {Text(labels)} goes"));
            else if (!reached.Split(',').Contains(receiver, StringComparer.Ordinal))
                found.AddRange(alike.Select(one => Messages.ReceiverNotReached(one.At, one.Title, receiver, Text(labels), reached)));
        }

        return found;
    }

    private static string Text(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0 ? "no labels" : string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}"));
}
