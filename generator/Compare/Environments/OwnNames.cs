using GitOpsGen.Compare.Groups;
using GitOpsGen.Kubernetes;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Environments;

/// <summary>
/// Puts placeholders where a unit's objects name their own environment, cluster or API server: what only differs by these facts is the same
/// in two environments. It knows what each was before.
/// </summary>
/// <param name="others">Of another environment: what names it here as it does there is no difference either.</param>
/// <param name="isOneName">One of the two sides has a cluster that is called as its environment, so that nobody can tell which is
/// meant.</param>
public sealed class OwnNames(Unit unit, Unit? others, bool isOneName)
{
    private readonly Dictionary<YamlNode, YamlScalar> texts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<YamlNode, ObjectId> ids = new(ReferenceEqualityComparer.Instance);
    private readonly PlaceNames own = Names(unit);
    private readonly PlaceNames? theirs = others is null ? null : Names(others);

    public static bool IsOneName(Unit unit) => unit.Clusters[0].Name == unit.Environment.Name;

    public Manifest Neutral(Manifest manifest)
    {
        var neutral = new Manifest(Neutral(manifest.Id), (YamlMap)Neutral(manifest.Document));
        ids[neutral.Document] = manifest.Id;
        return neutral;
    }

    public ObjectId Neutral(ObjectId id) => id with { Namespace = Neutral(id.Namespace), Name = Neutral(id.Name) };

    /// <summary>What a neutral object was called.</summary>
    public ObjectId Back(Manifest neutral) => ids[neutral.Document];

    /// <summary>What a part of a neutral object was.</summary>
    public YamlNode? Back(YamlNode? node) => node is null ? null : Node(node, scalar => texts.GetValueOrDefault(scalar, scalar));

    private static PlaceNames Names(Unit unit) =>
        new(new Place(unit.Environment.Name, unit.App.Name, unit.Clusters[0].Name, "", new ObjectId("", "", "", "")));

    private YamlNode Neutral(YamlNode node) => Node(node, Neutral);

    private YamlScalar Neutral(YamlScalar scalar)
    {
        if (Neutral(scalar.Text) is var text && text == scalar.Text)
            return scalar;
        var neutral = new YamlScalar(scalar.At, text, scalar.IsString);
        texts[neutral] = scalar;
        return neutral;
    }

    private string Neutral(string text)
    {
        foreach (var server in new[] { unit, others }.OfType<Unit>().Select(one => one.Clusters[0].Server).Where(one => one.Length > 0))
            text = text.Replace(server, "<server>", StringComparison.Ordinal);
        text = own.Of(text);
        text = theirs?.Of(text) ?? text;
        return isOneName ? text.Replace("<environment>", "<cluster>", StringComparison.Ordinal) : text;
    }

    private static YamlNode Node(YamlNode node, Func<YamlScalar, YamlScalar> scalar) =>
        node switch
        {
            YamlScalar one => scalar(one),
            YamlMap map => new YamlMap(
                map.At,
                [.. map.Entries.Select(entry => new YamlEntry(scalar(entry.Key), Node(entry.Value, scalar)))]
            ),
            YamlList list => new YamlList(list.At, [.. list.Items.Select(item => Node(item, scalar))]),
            _ => node,
        };
}
