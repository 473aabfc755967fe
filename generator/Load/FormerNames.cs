using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>
/// What is frozen says what apps were called when it was frozen, and may not change. It means what they are called now.
/// </summary>
internal static class FormerNames
{
    public static ImmutableSortedDictionary<(string App, string Release), AppSource> Replaced(
        ImmutableSortedDictionary<(string App, string Release), AppSource> releases,
        ImmutableSortedDictionary<string, AppSource> apps
    )
    {
        var now = apps
            .Values.SelectMany(source => source.App.FormerNames.Select(name => (name.Text, source.App.Name)))
            .Where(one => !apps.ContainsKey(one.Text))
            .DistinctBy(one => one.Text, StringComparer.Ordinal)
            .ToDictionary(one => one.Text, one => one.Name, StringComparer.Ordinal);
        return now.Count == 0
            ? releases
            : releases.ToImmutableSortedDictionary(release => release.Key, release => Replaced(release.Value, now));
    }

    private static AppSource Replaced(AppSource source, Dictionary<string, string> now) =>
        source with
        {
            App = source.App with
            {
                Requires = [.. source.App.Requires.Select(required => Replaced(required, now))],
                Migration = source.App.Migration is { } migration
                    ? migration with
                    {
                        Shared = now.GetValueOrDefault(migration.Shared, migration.Shared),
                    }
                    : null,
            },
        };

    private static YamlScalar Replaced(YamlScalar name, Dictionary<string, string> now) =>
        now.TryGetValue(name.Text, out var found) ? new YamlScalar(name.At, found, isString: true) : name;
}
