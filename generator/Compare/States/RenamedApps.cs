using GitOpsGen.Compare.Objects;
using GitOpsGen.Layout;

namespace GitOpsGen.Compare.States;

/// <summary>Apps that have another name now, as their descriptions say. What they run is the same.</summary>
public static class RenamedApps
{
    /// <returns>The new name of each that was renamed.</returns>
    public static IReadOnlyDictionary<string, string> Find(FleetSide old, FleetSide @new)
    {
        var (before, after) = (Apps(old), Apps(@new));
        var gone = before.Where(name => !after.Contains(name)).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        return after
            .Where(name => !before.Contains(name))
            .SelectMany(name => (@new.Descriptions.App(name, null)?.FormerNames ?? []).Select(former => (Old: former.Text, New: name)))
            .Where(one => gone.Contains(one.Old))
            .DistinctBy(one => one.Old, StringComparer.Ordinal)
            .ToDictionary(one => one.Old, one => one.New, StringComparer.Ordinal);
    }

    /// <summary>What went with an app's old name belongs to the app; values of its chart are called like it.</summary>
    public static ObjectChange Of(ObjectChange change, IReadOnlyDictionary<string, string> renamed)
    {
        if (change is not { Kind: ChangeKind.Removed, Old: { } gone } || !renamed.TryGetValue(change.Place.App, out var now))
            return change;
        var old = gone.Kind == HelmValues.Kind ? HelmValues.Of(now, gone.Document) : gone;
        return change with { Old = old, Place = change.Place with { App = now, Object = old.Id } };
    }

    private static HashSet<string> Apps(FleetSide side) =>
        side
            .Paths.Select(FleetLayout.Read)
            .OfType<AppFile>()
            .Where(file => file.IsDescription)
            .Select(file => file.App)
            .ToHashSet(StringComparer.Ordinal);
}
