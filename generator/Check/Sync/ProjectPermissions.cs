using System.Collections.Immutable;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Sync;

/// <summary>A kind in a list of an AppProject; each part may be a pattern. <paramref name="Name"/>: null is every name.</summary>
public sealed record PermittedKind(string Group, string Kind, string? Name)
{
    public bool Matches(string groupKind, string name)
    {
        var slash = groupKind.LastIndexOf('/');
        return Glob.IsMatch(Group, slash < 0 ? "" : groupKind[..slash])
            && Glob.IsMatch(Kind, groupKind[(slash + 1)..])
            && (Name is null || Glob.IsMatch(Name, name));
    }
}

/// <summary>A destination of an AppProject; server and namespace may be patterns, and begin with <c>!</c> when they deny.</summary>
public sealed record PermittedDestination(string Server, string Namespace);

/// <summary>What an AppProject lets its Applications put into clusters (6.2, 6.3; app_project_types.go).</summary>
public sealed record ProjectPermissions
{
    public ImmutableArray<PermittedKind> ClusterWhitelist { get; init; } = [];

    public ImmutableArray<PermittedKind> ClusterBlacklist { get; init; } = [];

    /// <summary>Null: every kind with a namespace.</summary>
    public ImmutableArray<PermittedKind>? NamespaceWhitelist { get; init; }

    public ImmutableArray<PermittedKind> NamespaceBlacklist { get; init; } = [];

    public ImmutableArray<PermittedDestination> Destinations { get; init; } = [];

    /// <param name="project">The manifest of an AppProject.</param>
    public static ProjectPermissions Read(YamlMap project)
    {
        var spec = project.Map("spec");
        return new()
        {
            ClusterWhitelist = Kinds(spec, "clusterResourceWhitelist"),
            ClusterBlacklist = Kinds(spec, "clusterResourceBlacklist"),
            NamespaceWhitelist = spec?.Says("namespaceResourceWhitelist") == true ? Kinds(spec, "namespaceResourceWhitelist") : null,
            NamespaceBlacklist = Kinds(spec, "namespaceResourceBlacklist"),
            Destinations =
            [
                .. (spec?.List("destinations") ?? [])
                    .OfType<YamlMap>()
                    .Select(to => new PermittedDestination(to.Text("server") ?? "", to.Text("namespace") ?? "")),
            ],
        };
    }

    /// <param name="server">Of the Application's destination.</param>
    /// <param name="space">The namespace of what names none.</param>
    /// <param name="scopes">What is known of its kind; where it is nothing, it must be permitted either way.</param>
    public bool Permits(Manifest manifest, string server, string space, KindScopes scopes)
    {
        var isCluster = scopes.IsClusterScoped(manifest.Id);
        return (isCluster == false || PermitsClusterKind(manifest.GroupKind, manifest.Name))
            && (
                isCluster == true
                || (
                    PermitsKind(manifest.GroupKind, manifest.Name)
                    && PermitsDestination(server, manifest.Namespace.Length == 0 ? space : manifest.Namespace)
                )
            );
    }

    // An empty list permits no kind at all.
    public bool PermitsClusterKind(string groupKind, string name) =>
        ClusterWhitelist.Any(kind => kind.Matches(groupKind, name)) && !ClusterBlacklist.Any(kind => kind.Matches(groupKind, name));

    public bool PermitsKind(string groupKind, string name) =>
        NamespaceWhitelist?.Any(kind => kind.Matches(groupKind, name)) != false
        && !NamespaceBlacklist.Any(kind => kind.Matches(groupKind, name));

    /// <summary>What is denied and hits is a veto, what is denied and does not hit is a match.</summary>
    public bool PermitsDestination(string server, string space)
    {
        var isVetoed = Destinations.Any(to =>
            (IsDenial(to.Server) && !Matches(to.Server, server) && Matches(to.Namespace, space))
            || (IsDenial(to.Namespace) && !Matches(to.Namespace, space) && Matches(to.Server, server))
        );
        return !isVetoed && Destinations.Any(to => Matches(to.Server, server) && Matches(to.Namespace, space));
    }

    private static bool IsDenial(string pattern) => pattern.StartsWith('!');

    private static bool Matches(string pattern, string text) =>
        IsDenial(pattern) ? !Glob.IsMatch(pattern[1..], text) : Glob.IsMatch(pattern, text);

    private static ImmutableArray<PermittedKind> Kinds(YamlMap? spec, string key) =>
        [
            .. (spec?.List(key) ?? [])
                .OfType<YamlMap>()
                .Select(kind => new PermittedKind(kind.Text("group") ?? "", kind.Text("kind") ?? "", kind.Text("name"))),
        ];
}

/// <summary>Patterns of an AppProject: <c>*</c> stands for any text, <c>?</c> for one character.</summary>
internal static class Glob
{
    public static bool IsMatch(string pattern, string text)
    {
        // Where the last star stood, and how much of the text it has taken so far.
        var (at, read, star, taken) = (0, 0, -1, 0);
        while (read < text.Length)
            if (at < pattern.Length && pattern[at] == '*')
                (star, taken, at) = (at, read, at + 1);
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[read]))
                (at, read) = (at + 1, read + 1);
            else if (star >= 0)
                (taken, at, read) = (taken + 1, star + 1, taken + 1);
            else
                return false;
        return pattern[at..].All(rest => rest == '*');
    }
}
