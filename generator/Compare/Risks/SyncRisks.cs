using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>What Argo CD applies, from where, to where, and what it deletes on its own.</summary>
public static class SyncRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is null || change.Old is null)
            return [];
        var isArgo = change.New.IsKind("argoproj.io/Application", "argoproj.io/ApplicationSet");
        var isProject = change.New.IsKind("argoproj.io/AppProject");
        return Unlisted(change).Concat(Fields(change, isArgo, isProject));
    }

    // A set that no longer lists a cluster takes the Application away that it made for it.
    private static IEnumerable<Risk> Unlisted(ObjectChange change)
    {
        if (!GeneratedApplications.IsSet(change.New!) || !GeneratedApplications.IsSet(change.Old!))
            return [];
        var stays = GeneratedApplications.Of(change.New!).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return GeneratedApplications
            .Of(change.Old!)
            .Where(one => !stays.Contains(one.Name))
            .Select(one =>
                GeneratedApplications.DeletesWhatGoes(change.New!)
                    ? High($"Application {one.Name} goes with all that it deployed")
                    : Medium($"Application {one.Name} is no longer made: what it deployed stays, and nobody keeps that up to date")
            );
    }

    private static IEnumerable<Risk> Fields(ObjectChange change, bool isArgo, bool isProject)
    {
        return change
            .Deltas.Select(delta =>
                isArgo ? Application(change, delta)
                : isProject ? Project(delta)
                : Annotation(delta)
            )
            .OfType<Risk>();
    }

    private static Risk? Application(ObjectChange change, FieldDelta delta)
    {
        // A set's template is an Application, without what makes it one.
        var path = delta.Path.Pattern.Replace("spec.template.", "", StringComparison.Ordinal);
        if (path.StartsWith("spec.destination", StringComparison.Ordinal))
            return High($"{delta.Path.Text} changes: all objects are made in another place, and those that were made stay or are deleted");
        if (path.StartsWith("metadata.finalizers", StringComparison.Ordinal))
            return High("finalizers decide whether what the Application deployed is deleted with it");
        if (path.StartsWith("spec.syncPolicy", StringComparison.Ordinal))
            return SyncPolicy(delta, path);
        if (path.StartsWith("spec.generators", StringComparison.Ordinal))
            return Medium($"{delta.Path.Text} decides which Applications there are");
        if (path.StartsWith("spec.project", StringComparison.Ordinal))
            return Medium($"{delta.Path.Text} changes: another project decides what is allowed");
        if (path.StartsWith("spec.source", StringComparison.Ordinal) && !ChartRisks.IsVersion(change, delta))
            return Medium($"{delta.Path.Text} changes: Argo CD applies what is there instead");
        return path.StartsWith("spec.ignoreDifferences", StringComparison.Ordinal)
            ? Medium("what Argo CD leaves alone in the cluster changes")
            : Annotation(delta);
    }

    // Of an ApplicationSet; the whole section may come or go at once.
    private static bool Preserves(Yaml.YamlNode? node, string path) =>
        node is Yaml.YamlMap map
            ? map.Flag("preserveResourcesOnDeletion")
            : path == "spec.syncPolicy.preserveResourcesOnDeletion" && node is Yaml.YamlScalar { Text: "true" };

    private static Risk SyncPolicy(FieldDelta delta, string path)
    {
        if (Preserves(delta.Old, path) && !Preserves(delta.New, path))
            return High($"{delta.Path.Text}: an Application that leaves the set, or the set itself, takes what it deployed along now");
        var deletes = path.EndsWith(".prune", StringComparison.Ordinal) && delta.NewText == "true";
        // The whole section may come at once.
        deletes |= delta.New is Yaml.YamlMap map && (map.Flag("prune") || map.Map("automated")?.Flag("prune") == true);
        return deletes
            ? High($"{delta.Path.Text}: Argo CD now deletes by itself what is no longer rendered")
            : Medium($"{delta.Path.Text} changes what Argo CD does by itself");
    }

    private static Risk? Project(FieldDelta delta) =>
        delta.Path.IsIn("spec") ? Medium($"{delta.Path.Text} changes what Applications of the project may do") : null;

    private static Risk? Annotation(FieldDelta delta)
    {
        const string Owner = "metadata.annotations[\"argocd.argoproj.io/";
        if (!delta.Path.Pattern.StartsWith(Owner, StringComparison.Ordinal))
            return null;
        var name = delta.Path.Pattern[Owner.Length..].TrimEnd(']', '"');
        if (
            name == "sync-options"
            && delta.OldText?.Contains("Prune=false", StringComparison.Ordinal) == true
            && delta.NewText?.Contains("Prune=false", StringComparison.Ordinal) != true
        )
            return High("Prune=false is gone: the object is deleted as soon as it is no longer rendered");
        return name is "sync-options" or "sync-wave" or "hook" or "hook-delete-policy"
            ? Medium($"{name} changes when or how Argo CD applies it")
            : null;
    }

    private static Risk High(string reason) => new(RiskClass.Sync, RiskLevel.High, reason);

    private static Risk Medium(string reason) => new(RiskClass.Sync, RiskLevel.Medium, reason);
}
