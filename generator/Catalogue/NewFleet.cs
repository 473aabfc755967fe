using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>A fleet that is to be made: which apps, where, and the files that say so.</summary>
/// <param name="Name">A DNS label.</param>
/// <param name="RepositoryUrl">Null where nobody knows it yet.</param>
public sealed record NewFleet(
    string Name,
    string? RepositoryUrl,
    ImmutableArray<CatalogueApp> Apps,
    ImmutableArray<NewEnvironment> Environments,
    AppCatalogue Catalogue
)
{
    /// <summary>The environment of a cluster on a developer's own machine.</summary>
    public const string Local = "local";

    /// <summary>It joins the rules that are there, where there are any.</summary>
    public const string IgnoreFile = ".gitignore";

    private const string Cloud = "cloud";

    private const string Development = "dev";

    /// <summary>Works on any cluster, also on a laptop's, and needs nothing that only the reader knows.</summary>
    public const string DefaultApp = "prometheus-stack";

    /// <summary>Prerequisites that the apps name, in the order of their names.</summary>
    public IEnumerable<string> Prerequisites =>
        Apps.SelectMany(app => app.Requires)
            .Where(name => !Catalogue.Apps.ContainsKey(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// The environments of the clusters; without any, one for development and, where an app has something for it, a local one.
    /// </summary>
    public static NewFleet Of(
        string name,
        string? repositoryUrl,
        ImmutableArray<CatalogueApp> apps,
        IReadOnlyList<NewCluster> clusters,
        AppCatalogue catalogue
    )
    {
        var features = apps.SelectMany(app => app.Features).ToImmutableSortedSet(StringComparer.Ordinal);
        IReadOnlyList<NewCluster> all =
            clusters.Count > 0
                ? clusters
                :
                [
                    new(Development, "dev-1", $"https://dev-1.{NewEnvironment.PlaceholderDomain}"),
                    .. features.Contains(Local)
                        ? [new NewCluster(Local, "kind-local", "https://kubernetes.default.svc")]
                        : (NewCluster[])[],
                ];
        var environments = all.GroupBy(cluster => cluster.Environment, StringComparer.Ordinal)
            .Select(group =>
            {
                // A laptop's cluster runs what was made for one; a rollout passes it by.
                var isLocal = group.Key == Local && features.Contains(Local);
                var here = isLocal ? catalogue.WithRequired(apps.Where(app => app.Features.Contains(Local)).Select(app => app.Name)) : apps;
                return new NewEnvironment(group.Key, isLocal ? null : group.Key)
                {
                    Root = isLocal ? Local : null,
                    Features = [.. features.Where(feature => feature == (isLocal ? Local : Cloud))],
                    KnownFeatures = features,
                    Clusters = [.. group],
                    Apps = here,
                };
            });
        return new NewFleet(name, repositoryUrl, apps, [.. environments], catalogue);
    }

    /// <summary>Every file of the repository, by path.</summary>
    public ImmutableSortedDictionary<string, byte[]> Files()
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, content) in Apps.SelectMany(app => app.Files))
            files[path] = content;
        if (Apps.SelectMany(app => app.Files).Any(file => file.Key.StartsWith("docs/runbooks/", StringComparison.Ordinal)))
            files["scripts/bootstrap"] = Catalogue.Bootstrap;
        foreach (var environment in Environments)
            Add(environment.Path, environment.Write());
        foreach (var name in Shapes.ByName.Keys)
            Add($"docs/schemas/{name}.json", Shapes.Schema(name));
        Add(FleetLayout.FleetFile, Settings());
        Add("README.md", NewFleetTexts.ReadMe(this));
        Add(".gitattributes", NewFleetTexts.GitAttributes);
        Add(IgnoreFile, NewFleetTexts.GitIgnore);
        return files.ToImmutable();

        void Add(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);
    }

    private string Settings()
    {
        var text = new StringBuilder(
            $"""
            # yaml-language-server: $schema=docs/schemas/fleet.json
            apiVersion: {Shapes.ApiVersion}
            kind: Fleet
            metadata: {Y("name", Name)}
            spec:

            """
        );
        if (RepositoryUrl is null)
            text.Append($"  # {Placeholders.Mark}: where this repository is, as Argo CD reads it.\n");
        text.Append(
            "  repository: {url: "
                + $"{YamlSplice.Flow(RepositoryUrl ?? $"https://git.{NewEnvironment.PlaceholderDomain}/{Name}.git")}, branch: "
                + "main}\n  argocd: {namespace: argocd, applicationHealth: false}\n"
        );
        text.Append($"  tools: {YamlSplice.Flow(Catalogue.Tools)}\n  limits: {{deletions: 25%}}\n");
        var waves = Environments.Select(environment => environment.Wave).OfType<string>().ToList();
        if (waves.Count > 0)
            text.Append(
                "  # The steps of a rollout, first to last. One that follows head runs what is in apps/ now; the others run "
                    + "releases.\n  waves:\n"
            );
        foreach (var wave in waves)
            text.Append($"    - {{name: {YamlSplice.Flow(wave)}, follows: head}}\n");
        var prerequisites = Prerequisites.ToList();
        if (prerequisites.Count > 0)
            text.Append(
                "  # What the apps need and somebody else runs: have it in the clusters before the first sync.\n  prerequisites:\n"
            );
        foreach (var name in prerequisites)
            text.Append(Item(Catalogue.Prerequisites[name]));
        return text.ToString();
    }

    private static string Y(string key, string value) => $"{{{key}: {YamlSplice.Flow(value)}}}";

    // An item of a list four columns in.
    private static string Item(YamlMap map) =>
        string.Concat(
            YamlWriter.Write(map).TrimEnd('\n').Split('\n').Select((line, number) => $"{(number == 0 ? "    - " : "      ")}{line}\n")
        );
}
