using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Compare.Objects;
using GitOpsGen.Compare.Risks;
using GitOpsGen.Files;

namespace GitOpsGen.Compare.Groups;

/// <summary>
/// Gathers equal changes. Takes them one after another and keeps one of each, so that fifty equal environments cost the memory of one.
/// </summary>
public sealed class Grouping
{
    private readonly Dictionary<string, ChangeGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Place>> places = new(StringComparer.Ordinal);

    public void Add(ObjectChange change)
    {
        var group = Described(change);
        var key = Fingerprint(group);
        groups.TryAdd(key, group);
        places.TryAdd(key, []);
        places[key].Add(change.Place);
    }

    /// <summary>The groups, the riskiest first; the same whatever order the changes came in.</summary>
    public ImmutableArray<ChangeGroup> ToGroups() =>
        [
            .. groups
                .GroupBy(pair => GenericKey(pair.Key), StringComparer.Ordinal)
                .Select(same => (same.Key, Group: Joined([.. same.Select(pair => pair.Key)])))
                .OrderByDescending(pair => pair.Group.Level)
                .ThenBy(pair => pair.Group.Risks[0].Class)
                .ThenBy(pair => pair.Group.Object.GroupKind, StringComparer.Ordinal)
                .ThenBy(pair => pair.Group.Object.Namespace, StringComparer.Ordinal)
                .ThenBy(pair => pair.Group.Object.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Group.Where[0].Path, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Group),
        ];

    private static ChangeGroup Described(ObjectChange change) =>
        new(
            change.Kind,
            change.Place.Object,
            change is { Old: { } old, New: { } @new } && old.Id != @new.Id ? old.Id : null,
            [.. change.Deltas.Select(FieldTexts.Of)],
            change.Kind is ChangeKind.Added or ChangeKind.Removed ? FieldTexts.Body(change.Any) : "",
            RiskRules.Of(change),
            []
        );

    private static ChangeGroup Generic(ChangeGroup group, PlaceNames names) =>
        group with
        {
            Object = names.Of(group.Object),
            From = names.Of(group.From),
            Fields = [.. group.Fields.Select(names.Of)],
            Body = names.Of(group.Body),
            Risks = [.. group.Risks.Select(names.Of)],
        };

    // Of what is shown, so that no secret value decides which changes look alike.
    private static string Fingerprint(ChangeGroup group)
    {
        var text = new StringBuilder()
            .Append(group.Kind)
            .Append('\n')
            .Append(group.Object)
            .Append('\n')
            .Append(group.From)
            .Append('\n')
            .Append(group.Body)
            .Append('\n');
        foreach (var field in group.Fields)
            text.Append(field.Path)
                .Append('\0')
                .Append(field.Word)
                .Append('\0')
                .Append(field.Old)
                .Append('\0')
                .Append(field.New)
                .Append('\0')
                .AppendJoin('\n', field.Lines)
                .Append('\n');
        foreach (var risk in group.Risks)
            text.Append(risk.Class).Append(risk.Level).Append(risk.Reason).Append('\n');
        return Digest.OfText(text.ToString());
    }

    // Only what happens in one place alone can be the same as elsewhere but for the place's name.
    private string GenericKey(string key)
    {
        var names = places[key].Select(place => new PlaceNames(place)).DistinctBy(one => one.Key, StringComparer.Ordinal).Take(2).ToList();
        return names is [var only] ? Fingerprint(Generic(groups[key], only)) : key;
    }

    private ChangeGroup Joined(List<string> keys)
    {
        keys.Sort(StringComparer.Ordinal);
        var where = keys.SelectMany(key => places[key])
            .OrderBy(place => place.Path, StringComparer.Ordinal)
            .ThenBy(place => place.Object.ToString(), StringComparer.Ordinal);
        var group = keys.Count == 1 ? groups[keys[0]] : Generic(groups[keys[0]], new PlaceNames(places[keys[0]][0]));
        return group with { Where = [.. where] };
    }
}
