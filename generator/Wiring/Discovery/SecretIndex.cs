using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Discovery;

/// <summary>Which Secrets and ConfigMaps there are, with their keys; of no value is anything known or kept.</summary>
internal sealed class SecretIndex
{
    // Of what is made in namespaces that only their labels choose.
    private const string Anywhere = "*";

    private readonly Dictionary<string, HashSet<string>> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> makers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    public SecretIndex(Manifests objects)
    {
        foreach (var manifest in objects.Objects)
            Read(manifest);
    }

    /// <summary>The keys of one that is rendered or made; null where nobody can tell all of them.</summary>
    /// <param name="kind"><c>Secret</c> or <c>ConfigMap</c>.</param>
    public IReadOnlySet<string>? Keys(string kind, string fullName) => keys.GetValueOrDefault($"{kind} {fullName}");

    /// <summary>What makes it in the cluster, such as <c>ExternalSecret shop/scrape</c>, with keys that nobody knows here.</summary>
    public string? Maker(string kind, string fullName) =>
        makers.TryGetValue($"{kind} {fullName}", out var maker) ? maker
        : makers.TryGetValue($"{kind} {Anywhere}{fullName[fullName.IndexOf('/', StringComparison.Ordinal)..]}", out var wide) ? wide
        : words.Any(word =>
            word.EndsWith($"={fullName[(fullName.IndexOf('/', StringComparison.Ordinal) + 1)..]}", StringComparison.Ordinal)
        )
            ? "a Job"
        : null;

    public IEnumerable<string> Names(string kind) =>
        keys
            .Keys.Concat(makers.Keys)
            .Where(key => key.StartsWith($"{kind} ", StringComparison.Ordinal))
            .Select(key => key[(kind.Length + 1)..]);

    private void Read(Manifest manifest)
    {
        var space = Spaces.Of(manifest);
        switch (manifest.Kind)
        {
            case "Secret" or "ConfigMap" when manifest.Id.Group.Length == 0:
                Add($"{manifest.Kind} {space}/{manifest.Name}", DataKeys.Of(manifest));
                break;
            case "Job":
                foreach (var container in manifest.Pods?.Containers ?? [])
                    OfJob(container, space);
                break;
        }

        foreach (var made in MadeSecrets.Of(manifest))
            Make(manifest, made.Namespace is null ? Anywhere : space, made);
    }

    private void Add(string key, HashSet<string>? its)
    {
        if (its is not null)
            keys.TryAdd(key, its);
        else
            makers.TryAdd(key, "a program that fills it");
    }

    // The Job that charts make certificates of webhooks with writes ca, cert and key (ingress-nginx, kube-webhook-certgen).
    private void OfJob(Container container, string space)
    {
        if (container.Image.Contains("kube-webhook-certgen", StringComparison.Ordinal) && container.Argument("secret-name") is { } made)
            keys.TryAdd($"Secret {space}/{made}", ["ca", "cert", "key"]);
        words.AddRange(container.Words.Where(word => word.Contains("secret", StringComparison.Ordinal)));
    }

    // Who adds to a Secret makes its keys unknown.
    private void Make(Manifest manifest, string space, MadeSecret made)
    {
        var key = $"Secret {space}/{made.Name}";
        if (!made.OnlyAdds && space != Anywhere && DataKeys.Of(manifest, made) is { } its)
            keys.TryAdd(key, its);
        else
            makers.TryAdd(key, $"{manifest.Kind} {Spaces.FullName(manifest)}");
    }
}
