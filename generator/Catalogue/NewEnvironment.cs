using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>A cluster to be: <c>--cluster environment/name=server</c>.</summary>
public sealed record NewCluster(string Environment, string Name, string Server)
{
    /// <summary>Nobody named it: it stands in for one that there will be.</summary>
    public bool IsGuess { get; init; }

    /// <summary>An entry of an environment's <c>clusters</c>.</summary>
    public YamlMap Entry => Y.Map(("name", Y.Text(Name)), ("server", Y.Text(Server)));
}

/// <summary>Writes the environment.yaml of an environment that is new.</summary>
/// <param name="Name">Its name, and that of its class.</param>
/// <param name="Wave">The wave it belongs to; null: in no wave, and it follows head by itself.</param>
public sealed record NewEnvironment(string Name, string? Wave)
{
    /// <summary>Clusters that nobody can reach stand in until there are real ones.</summary>
    public const string PlaceholderDomain = PlaceholderText.Domain;

    public const string DefaultKubernetesVersion = "1.33";

    /// <summary>The root of an Argo CD of its own; null: the fleet's.</summary>
    public string? Root { get; init; }

    /// <summary>It runs what is in apps/ now; else releases.</summary>
    public bool FollowsHead { get; init; } = true;

    /// <summary>The schema for editors, from the environment's folder; null when the repository has none.</summary>
    public string? Schema { get; init; } = "../../docs/schemas/environment.json";

    public string KubernetesVersion { get; init; } = DefaultKubernetesVersion;

    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>All that the fleet's apps know, for the comment.</summary>
    public ImmutableSortedSet<string> KnownFeatures { get; init; } = [];

    public ImmutableArray<NewCluster> Clusters { get; init; } = [];

    public ImmutableArray<CatalogueApp> Apps { get; init; } = [];

    /// <summary>For the comment of an environment that runs nothing yet.</summary>
    public ImmutableArray<string> KnownApps { get; init; } = [];

    public string Path => FleetLayout.Environment(Name).Description;

    public string Write()
    {
        var text = new StringBuilder();
        if (Schema is not null)
            text.Append("# yaml-language-server: $schema=").Append(Schema).Append('\n');
        text.Append(
            $"apiVersion: {Shapes.ApiVersion}\nkind: Environment\nmetadata: {{name: {YamlSplice.Flow(Name)}}}\nspec:\n  class: "
                + $"{YamlSplice.Flow(Name)}\n"
        );
        if (Root is not null)
            text.Append($"  # It has an Argo CD of its own, which this root is applied to.\n  root: {YamlSplice.Flow(Root)}\n");
        if (Wave is not null)
            text.Append($"  wave: {YamlSplice.Flow(Wave)}\n");
        else
            text.Append(
                "  # In no wave, so it says itself that it runs what is in apps/ now. With `wave`, or with pinned releases, "
                    + "this line goes.\n  follows: head\n"
            );
        text.Append(
            $"  # {Placeholders.Mark}: the Kubernetes of its clusters; {KubernetesVersion} is a guess.\n"
                + $"  kubernetesVersion: \"{KubernetesVersion}\"\n"
        );
        if (!KnownFeatures.IsEmpty)
            text.Append(
                $"  # {Placeholders.Mark}: what holds here; guessed: {(Features.IsEmpty ? "none" : string.Join(", ", Features))}."
                    + $"\n  # Features that the apps know: {string.Join(", ", KnownFeatures)}.\n"
            );
        text.Append($"  features: [{string.Join(", ", Features)}]\n  clusters:\n");
        foreach (var cluster in Clusters)
        {
            if (cluster.IsGuess || cluster.Server.EndsWith(PlaceholderDomain, StringComparison.Ordinal))
                text.Append($"    # {Placeholders.Mark}: the cluster's name, and its API server as Argo CD knows it.\n");
            text.Append($"    - {YamlSplice.Flow(cluster.Entry)}\n");
        }

        if (Apps.IsEmpty)
            text.Append(
                KnownApps.IsEmpty
                    ? "  apps: {}\n"
                    : $"  # Which apps run here, such as {{{KnownApps[0]}: {{sync: manual}}}}. There are: "
                        + $"{string.Join(", ", KnownApps)}.\n  apps: {{}}\n"
            );
        else
            text.Append("  apps:\n");
        foreach (var app in Apps)
            text.Append(AppEntry.Of(app).Indented("    "));
        return text.ToString();
    }
}
