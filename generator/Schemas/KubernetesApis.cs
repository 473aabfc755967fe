using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Schemas;

/// <summary>
/// Which of Kubernetes' own APIs each release has. The facts stand in apis.tsv: from the lifecycle tags of kubernetes/api 1.8 to 1.37 beta,
/// from the API descriptions of 1.24 to 1.36, and where those say nothing from pluto's table of removals.
/// </summary>
public static class KubernetesApis
{
    private const string Table = "schemas/apis.tsv";

    private static readonly FrozenDictionary<(string Group, string Version, string Kind), KubernetesApi> All = Read()
        .ToFrozenDictionary(api => (api.Group, api.Version, api.Kind));

    private static readonly FrozenDictionary<string, ImmutableArray<KubernetesApi>> ByGroup = All
        .Values.GroupBy(api => api.Group, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The newest release whose description the table was held against.</summary>
    public static KubernetesRelease Newest { get; } = new(1, 36);

    /// <summary>Whether a group is Kubernetes' own.</summary>
    public static bool Has(string group) => ByGroup.ContainsKey(group);

    public static KubernetesApi? Find(string group, string version, string kind) => All.GetValueOrDefault((group, version, kind));

    public static ApiVerdict Judge(KubernetesRelease release, string group, string version, string kind)
    {
        if (Find(group, version, kind) is not { } api)
            return Mistaken(release, group, version, kind);
        var state =
            release < api.First ? ApiState.NotYet
            : release >= api.Removed ? ApiState.Removed
            : !api.IsOnByDefault ? ApiState.OffByDefault
            : release >= api.Deprecated ? ApiState.Deprecated
            : ApiState.Served;
        return new ApiVerdict(state, api, Replacement(api, release) ?? (state == ApiState.NotYet ? Older(api, release) : null));
    }

    // Of a group that is Kubernetes' own nobody else defines a kind; what a later release brings nobody knows.
    private static ApiVerdict Mistaken(KubernetesRelease release, string group, string version, string kind)
    {
        if (!ByGroup.TryGetValue(group, out var apis) || release > Newest || kind.EndsWith("List", StringComparison.Ordinal))
            return new ApiVerdict(ApiState.Unknown, null, null);
        var there = apis.Where(api => IsThere(api, release)).ToList();
        var near =
            there.FirstOrDefault(api => api.Kind == kind)?.Name
            ?? Elsewhere(kind, release)
            ?? Nearest.To(KubernetesApi.NameOf(group, version, kind), there.Select(api => api.Name));
        return new ApiVerdict(ApiState.Mistaken, null, near);
    }

    private static string? Elsewhere(string kind, KubernetesRelease release) =>
        All
            .Values.Where(api => api.Kind == kind && IsThere(api, release) && api.IsOnByDefault)
            .Select(api => api.Name)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    private static bool IsThere(KubernetesApi api, KubernetesRelease release) => !(release < api.First) && !(release >= api.Removed);

    // What took its place may be gone itself.
    private static string? Replacement(KubernetesApi api, KubernetesRelease release)
    {
        var name = api.Replacement;
        for (var i = 0; i < All.Count && All.Values.FirstOrDefault(one => one.Name == name) is { } next && release >= next.Removed; i++)
            name = next.Replacement ?? name;
        return name;
    }

    private static string? Older(KubernetesApi api, KubernetesRelease release) =>
        ByGroup[api.Group]
            .Where(other => other.Kind == api.Kind && IsThere(other, release))
            .OrderByDescending(other => other.IsOnByDefault)
            .ThenByDescending(other => other.First)
            .FirstOrDefault()
            ?.Name;

    private static IEnumerable<KubernetesApi> Read()
    {
        using var stream = typeof(KubernetesApis).Assembly.GetManifestResourceStream(Table)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var field = line.Split('\t');
            yield return new KubernetesApi(
                field[0],
                field[1],
                field[2],
                KubernetesRelease.Of(field[4]),
                KubernetesRelease.Of(field[5]),
                KubernetesRelease.Of(field[6]),
                field[7] == "yes",
                field[8].Length == 0 ? null : field[8]
            );
        }
    }
}
