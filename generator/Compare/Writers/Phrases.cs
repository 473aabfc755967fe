using GitOpsGen.Check.Migrations;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Compare.Writers;

/// <summary>The words that all writers share.</summary>
public static class Phrases
{
    private const int Named = 6;

    public static string Name(ObjectId key) => key.ToString();

    public static string Change(ChangeGroup group) => group.Kind == ChangeKind.HandedOver ? "handed over" : DiffWords.Of(group.Kind);

    /// <summary>What happened to what: <c>moved apps/Deployment old/web → new/web</c>.</summary>
    public static string Headline(ChangeGroup group) => $"{Change(group)} {Object(group)}";

    public static string Object(ChangeGroup group) => group.From is { } from ? $"{from} → {Short(group.Object)}" : Name(group.Object);

    public static string Sides(FleetDiff diff) => $"{Side(diff.Base)} → {Side(diff.Head)}";

    public static string Summary(FleetDiff diff)
    {
        if (diff.IsEmpty)
            return $"No differences in {DiffWords.Many(diff.Units.Length, "unit")}.";
        var counts = new[] { RiskLevel.High, RiskLevel.Medium, RiskLevel.Low }
            .Where(level => diff.Count(level) > 0)
            .Select(level => $"{diff.Count(level)} {DiffWords.Of(level)}");
        return $"{DiffWords.Many(diff.Groups.Length, "change")} ({string.Join(", ", counts)}) in {Changed(diff)} of "
            + $"{DiffWords.Many(diff.Units.Length, "unit")}.";
    }

    public static int Changed(FleetDiff diff)
    {
        var changed = diff
            .Groups.SelectMany(group => group.Where)
            .Select(place => (place.Environment, place.App, place.Cluster))
            .ToHashSet();
        return diff.Units.Count(unit => changed.Contains((unit.Environment, unit.App, unit.Cluster)));
    }

    /// <summary>The apps with the environments of each; long lists are cut, and said to be.</summary>
    public static string Where(FleetDiff diff, ChangeGroup group) =>
        string.Join(
            "; ",
            group
                .Where.GroupBy(place => place.App, StringComparer.Ordinal)
                .Select(app => app.Key.Length == 0 ? Files(app) : $"{app.Key} in {Environments(diff, app)}")
        );

    /// <summary><c>shop: +1.2 M samples/min in p100 (300 k → 1.5 M)</c>.</summary>
    public static string Cost(CostChange change) =>
        $"{(change.App.Length == 0 ? "what belongs to no app" : change.App)}: {AmountText.Change(change.Difference)} samples/min in "
        + (change.Environments.Length > 1 ? "each of " : "")
        + $"{Cut(change.Environments)} ({AmountText.Of(change.Before)} → {AmountText.Of(change.After)}"
        + (change.IsAssumed ? ", not all of it measured)" : ")");

    /// <summary>One line of a value; null when it has several.</summary>
    public static string? OneLine(string? value) => value is null || value.Contains('\n', StringComparison.Ordinal) ? null : value;

    /// <summary>A value or an object as lines that begin with a mark.</summary>
    public static IEnumerable<string> Marked(string text, string mark) => text.TrimEnd('\n').Split('\n').Select(line => $"{mark}{line}");

    /// <summary>A field as lines of a difference.</summary>
    public static IEnumerable<string> Lines(FieldChange field)
    {
        if (field.IsHidden)
            return [$"! {field.Path}: {field.Word}, value hidden"];
        if (field.Word == "reordered")
            return
            [
                $"! {field.Path}: in another order",
                .. field.Old is null ? [] : Marked(field.Old, "- "),
                .. field.New is null ? [] : Marked(field.New, "+ "),
            ];
        if (!field.Lines.IsEmpty)
            return [$"# {field.Path}", .. field.Lines];
        if (IsShort(field.Old) && IsShort(field.New))
            return Pair(field);
        return
        [
            $"# {field.Path}",
            .. field.Old is null ? [] : Marked(field.Old, "- "),
            .. field.New is null ? [] : Marked(field.New, "+ "),
        ];
    }

    private static IEnumerable<string> Pair(FieldChange field)
    {
        if (field.Old is not null)
            yield return $"- {field.Path}: {field.Old}";
        if (field.New is not null)
            yield return $"+ {field.Path}: {field.New}";
    }

    private static bool IsShort(string? value) => value is null || OneLine(value) is not null;

    // The kind is said of what it was, and stays.
    private static string Short(ObjectId key) => key.Namespace.Length == 0 ? key.Name : $"{key.Namespace}/{key.Name}";

    private static string Side(SideName side) =>
        side.Commit is { } commit && !commit.StartsWith(side.Text, StringComparison.Ordinal) ? $"{side.Text} ({commit[..12]})" : side.Text;

    private static string Files(IEnumerable<Place> places) => Cut([.. places.Select(place => place.Path).Distinct(StringComparer.Ordinal)]);

    private static string Environments(FleetDiff diff, IGrouping<string, Place> app)
    {
        var all = AllOf(diff, app.Key);
        var names = app.OrderBy(place => place.Environment, diff.Order)
            .ThenBy(place => place.Cluster, StringComparer.Ordinal)
            .Select(place => place.Cluster.Length == 0 ? place.Environment : $"{place.Environment}/{place.Cluster}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names.Count > 2 && all.SetEquals(names) ? $"all {names.Count} environments" : Cut(Together(names, all));
    }

    // Where it is all clusters of an environment, their names say nothing more.
    private static List<string> Together(IReadOnlyList<string> names, HashSet<string> all) =>
        [
            .. names
                .GroupBy(name => name.Split('/')[0], StringComparer.Ordinal)
                .SelectMany(environment =>
                    environment.Count() > 1 && environment.Count() == all.Count(name => name.Split('/')[0] == environment.Key)
                        ? [$"{environment.Key} (all {environment.Count()})"]
                        : environment.ToList()
                ),
        ];

    private static HashSet<string> AllOf(FleetDiff diff, string app) =>
        diff
            .Units.Where(unit => unit.App == app)
            .Select(unit => unit.Cluster.Length == 0 ? unit.Environment : $"{unit.Environment}/{unit.Cluster}")
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The first few, and how many more there are.</summary>
    public static string Cut(IReadOnlyList<string> names) =>
        names.Count <= Named ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more";
}
