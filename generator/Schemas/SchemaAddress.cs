using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GitOpsGen.Schemas;

/// <summary>
/// Where on a server the schema of a kind is: an address with places for the names of the kind, in words of their own (<c>{kind}</c>) or
/// as kubeconform has them (<c>{{ .ResourceKind }}</c>; kubeconform 0.6, pkg/registry). Names stand in its path alone, so that the host is
/// the one that everybody reads.
/// </summary>
public sealed partial record SchemaAddress
{
    // What kubeconform puts behind an address that names no file.
    private const string Usual =
        "/{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json";

    private static readonly ImmutableArray<string> Names =
    [
        "kind",
        "version",
        "group",
        "kubernetes",
        "ResourceKind",
        "ResourceAPIVersion",
        "Group",
        "KindSuffix",
        "NormalizedKubernetesVersion",
        "StrictSuffix",
    ];

    private readonly string template;

    private SchemaAddress(string template, string host) => (this.template, Host) = (template, host);

    /// <summary>With the port, where it is not the usual one.</summary>
    public string Host { get; }

    public override string ToString() => template;

    /// <param name="trouble">Why it is none, with the mend.</param>
    /// <returns>Null where it is none.</returns>
    public static SchemaAddress? Of(string text, out string trouble)
    {
        var full = Place().IsMatch(text) || File().IsMatch(text) ? text : text.TrimEnd('/') + Usual;
        trouble = Trouble(full);
        return trouble.Length == 0 ? new SchemaAddress(full, Filled(full, "x")!.Authority) : null;
    }

    private static string Trouble(string template)
    {
        var names = Place().Matches(template).Select(Name).ToList();
        if (names.Count == 0)
            return "it names no kind. Write {kind}, {version} and {group} where the names stand, or import what is there with "
                + "`gitopsgen schema import`";
        if (names.FirstOrDefault(name => !Names.Contains(name)) is { } odd)
            return $"'{{{odd}}}' stands for nothing. Known: {string.Join(", ", Names.Select(name => $"{{{name}}}"))}";
        if (Filled(template, "x") is not { Host.Length: > 0 } address || Place().Replace(template, "").AsSpan().ContainsAny('{', '}'))
            return "it is no address";
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            return "only https:// is fetched";
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "an address of schemas has no user and no fragment";
        return Filled(template, "other")?.Authority == address.Authority ? "" : "its host is to be written out, for everybody to see";
    }

    private static Uri? Filled(string template, string name) =>
        Uri.TryCreate(Place().Replace(template, name), UriKind.Absolute, out var address) ? address : null;

    /// <param name="group">Empty for the core group.</param>
    /// <param name="release">Null where nobody says it.</param>
    /// <returns>Null for names that no kind can have.</returns>
    public Uri? For(string group, string version, string kind, KubernetesRelease? release) =>
        ApiNames.AreSound(group, kind) && ApiNames.IsVersion(version)
            ? new Uri(Place().Replace(template, place => Value(Name(place), group, version, kind, release)))
            : null;

    private static string Value(string name, string group, string version, string kind, KubernetesRelease? release) =>
        name switch
        {
            "kind" or "ResourceKind" => kind.ToLowerInvariant(),
            "version" or "ResourceAPIVersion" => version,
            "group" => group.Length == 0 ? "core" : group,
            "Group" => group.Length == 0 ? version : group,
            "KindSuffix" => group.Length == 0 ? $"-{version}" : $"-{group.Split('.')[0]}-{version}",
            "StrictSuffix" => "-strict",
            "kubernetes" => release?.ToString() ?? "master",
            _ => release is { } known ? $"v{known}.0" : "master",
        };

    private static string Name(Match place) => place.Groups["name"].Value;

    [GeneratedRegex(@"\{\{\s*\.(?<name>\w+)\s*\}\}|\{(?<name>\w+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"\.(?:json|yaml|yml)\z", RegexOptions.NonBacktracking)]
    private static partial Regex File();
}
