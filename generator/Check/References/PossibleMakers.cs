using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>
/// Who may make an object that no manifest is of: a program that is told its name, or a custom resource that mentions it or begins its
/// name, whose controller nobody here knows.
/// </summary>
internal static class PossibleMakers
{
    /// <param name="wanted">Namespaces and names of what is missing.</param>
    /// <returns>For those that somebody may make: who, as messages call it.</returns>
    public static IReadOnlyDictionary<(string Namespace, string Name), string> Of(
        ClusterIndex index,
        IReadOnlySet<(string Namespace, string Name)> wanted
    )
    {
        var found = new Dictionary<(string, string), string>();
        if (wanted.Count == 0)
            return found;
        var customs = index.Objects.Where(KindTraits.MayMakeObjects).ToList();
        foreach (var manifest in customs)
            Mentions(manifest, manifest.Document);
        foreach (var manifest in index.Objects)
        foreach (var word in manifest.Pods?.Containers.SelectMany(Words) ?? [])
            Add(manifest, word);
        Beginnings(customs, wanted, found);
        return found;

        void Mentions(Manifest manifest, YamlNode node)
        {
            if (node is YamlScalar scalar)
                Add(manifest, scalar.Text);
            foreach (var inner in Inner(node))
                Mentions(manifest, inner);
        }

        void Add(Manifest manifest, string word)
        {
            if (wanted.Contains((manifest.Namespace, word)))
                found.TryAdd((manifest.Namespace, word), ObjectNames.Of(manifest));
        }
    }

    // Controllers call what they make by what it is made from: quickstart, quickstart-es-http.
    private static void Beginnings(
        IEnumerable<Manifest> customs,
        IReadOnlySet<(string Namespace, string Name)> wanted,
        Dictionary<(string, string), string> found
    )
    {
        var byName = customs.GroupBy(one => (one.Namespace, one.Name)).ToDictionary(same => same.Key, same => same.First());
        foreach (var (space, name) in wanted)
            for (var dash = name.IndexOf('-', StringComparison.Ordinal); dash > 0; dash = name.IndexOf('-', dash + 1))
                if (byName.TryGetValue((space, name[..dash]), out var manifest))
                    found.TryAdd((space, name), ObjectNames.Of(manifest));
    }

    private static IEnumerable<string> Words(Container container) =>
        container.Words.Concat(container.Variables.Select(variable => variable.Value)).SelectMany(Parts);

    // --secret-name=web-tls. A word by itself is taken for a name where it looks like one.
    private static IEnumerable<string> Parts(string word) =>
        word.LastIndexOf('=') is >= 0 and var sign ? [word[(sign + 1)..]]
        : word.Contains('-', StringComparison.Ordinal) ? [word]
        : [];

    private static IEnumerable<YamlNode> Inner(YamlNode node) =>
        node is YamlMap map ? map.Entries.Select(entry => entry.Value) : (node as YamlList)?.Items ?? [];
}
