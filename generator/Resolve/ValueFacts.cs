using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// Fills into the values of an app what they name of the environment, the cluster and the parameters (<see cref="FactText"/>). First what
/// all clusters share, then each cluster's own, so that only values that name the cluster differ by it. Pure.
/// </summary>
public sealed class ValueFacts(ResolvedEnvironment environment, YamlMap parameters, DiagnosticBag diagnostics)
{
    private static readonly string[] OfCluster = ["cluster.name", "cluster.server"];

    /// <summary>Whether the values differ by cluster.</summary>
    public static bool NameCluster(YamlNode values) => FactText.Mentions(values, FactText.Cluster);

    /// <summary>The values with everything filled in but the cluster's facts. What names nothing that there is, is told.</summary>
    public YamlMap Common(YamlMap values)
    {
        foreach (var key in Keys(values).Where(key => FactText.Mentions(key, "")))
            diagnostics.Add(Messages.FactInKey(key.At, key.Text));
        return FactText.Mentions(values, "") ? Map(values, Common) : values;
    }

    /// <summary>The values with everything filled in.</summary>
    public YamlMap All(YamlMap values, Cluster cluster) => Of(Common(values), cluster);

    /// <summary>The common values with the cluster's facts.</summary>
    public static YamlMap Of(YamlMap common, Cluster cluster) =>
        Map(common, scalar => Filled(scalar, name => Fact(cluster, name), isLast: true));

    /// <summary>The common values of which <see cref="NameCluster"/> does not hold, as they are for every cluster.</summary>
    public static YamlMap Last(YamlMap common) => Map(common, scalar => Filled(scalar, _ => null, isLast: true));

    /// <summary>
    /// The common values in two: what is the same for all clusters, ready, and what names the cluster. Lists are never merged, so one that
    /// names it is the cluster's whole.
    /// </summary>
    public static (YamlMap Shared, YamlMap Own) Split(YamlMap common)
    {
        var (shared, own) = (new List<YamlEntry>(), new List<YamlEntry>());
        foreach (var entry in common.Entries)
        {
            if (!NameCluster(entry.Value))
            {
                shared.Add(entry);
            }
            else if (entry.Value is YamlMap map)
            {
                var (rest, part) = Split(map);
                own.Add(new YamlEntry(entry.Key, part));
                if (rest.Entries.Count > 0)
                    shared.Add(new YamlEntry(entry.Key, rest));
            }
            else
            {
                own.Add(entry);
            }
        }

        return (Last(new YamlMap(common.At, shared)), new YamlMap(common.At, own));
    }

    /// <summary>What names the cluster as a template, in which <paramref name="fact"/> stands for its name and its server.</summary>
    /// <param name="literal">What everything else is in such a template.</param>
    public static YamlMap Template(YamlMap own, Func<string, string> fact, Func<string, string> literal) =>
        Map(
            own,
            scalar =>
                // Unquoted text may hold braces, too; a number must stay one.
                scalar.IsString || scalar.Text.Contains("{{", StringComparison.Ordinal)
                    ? new YamlScalar(
                        scalar.At,
                        FactText.Fill(scalar.Text, name => OfCluster.Contains(name) ? fact(name) : null, isLast: true, literal),
                        isString: true
                    )
                    : scalar
        );

    private static string? Fact(Cluster cluster, string name) =>
        name switch
        {
            "cluster.name" => cluster.Name,
            "cluster.server" => cluster.Server,
            _ => null,
        };

    private YamlNode Common(YamlScalar scalar) =>
        FactText.Only(scalar.Text) is { } only && Parameter(only) is YamlScalar { IsNull: false } value
            // A number or a switch stays one.
            ? new YamlScalar(scalar.At, value.Text, value.IsString)
            : Filled(scalar, name => OfEnvironment(name) ?? Other(scalar, name), isLast: false);

    private string? OfEnvironment(string name) =>
        name switch
        {
            "environment.name" => environment.Name,
            "environment.class" => environment.Class,
            "environment.kubernetesVersion" => environment.KubernetesVersion,
            _ => null,
        };

    private string? Other(YamlScalar scalar, string name)
    {
        if (OfCluster.Contains(name, StringComparer.Ordinal))
            return null;
        if (Parameter(name) is YamlScalar { IsNull: false } parameter)
            return parameter.Text;
        diagnostics.Add(Messages.UnknownFact(scalar.At, name, [.. Known, .. Names(parameters, "parameters")]));
        return null;
    }

    private static IEnumerable<string> Known => [.. OfCluster, "environment.name", "environment.class", "environment.kubernetesVersion"];

    private YamlNode? Parameter(string name) =>
        name.Split('.') is ["parameters", .. var keys] && keys.Length > 0
            ? keys.Aggregate((YamlNode?)parameters, (node, key) => (node as YamlMap)?[key])
            : null;

    // Texts, numbers and switches; a list or a map cannot stand in a text.
    private static IEnumerable<string> Names(YamlMap map, string above) =>
        map.Entries.SelectMany(entry =>
            entry.Value switch
            {
                YamlMap inner => Names(inner, $"{above}.{entry.Key.Text}"),
                YamlScalar { IsNull: false } => [$"{above}.{entry.Key.Text}"],
                _ => Array.Empty<string>(),
            }
        );

    private static IEnumerable<YamlScalar> Keys(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Keys(entry.Value).Prepend(entry.Key)),
            YamlList list => list.Items.SelectMany(Keys),
            _ => [],
        };

    private static YamlScalar Filled(YamlScalar scalar, Func<string, string?> filled, bool isLast)
    {
        var text = FactText.Fill(scalar.Text, filled, isLast);
        return text == scalar.Text ? scalar : new YamlScalar(scalar.At, text, isString: true);
    }

    private static YamlMap Map(YamlMap map, Func<YamlScalar, YamlNode> scalar) =>
        new(map.At, [.. map.Entries.Select(entry => new YamlEntry(entry.Key, Node(entry.Value, scalar)))]) { MergedAt = map.MergedAt };

    private static YamlNode Node(YamlNode node, Func<YamlScalar, YamlNode> scalar) =>
        node switch
        {
            YamlScalar one => scalar(one),
            YamlMap map => Map(map, scalar),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(item => Node(item, scalar))]),
            _ => node,
        };
}
