using System.Globalization;
using GitOpsGen.Yaml;
using Newtonsoft.Json.Linq;

namespace GitOpsGen.Validate.Custom;

/// <summary>An object as JSON, as Kubernetes reads it, that knows of each value which node of the YAML it was.</summary>
public sealed class JsonTree
{
    private readonly Dictionary<JToken, YamlNode> nodes = new(ReferenceEqualityComparer.Instance);

    public JsonTree(YamlMap document) => Root = Read(document);

    public JToken Root { get; }

    public YamlNode NodeOf(JToken token) => nodes[token];

    private JToken Read(YamlNode node)
    {
        JToken token = node switch
        {
            // Of a key that stands twice the first counts.
            YamlMap map => new JObject(
                map.Entries.DistinctBy(entry => entry.Key.Text, StringComparer.Ordinal)
                    .Select(entry => new JProperty(entry.Key.Text, Read(entry.Value)))
            ),
            YamlList list => new JArray(list.Items.Select(Read)),
            YamlScalar scalar => Value(scalar),
            _ => JValue.CreateNull(),
        };
        nodes[token] = node;
        return token;
    }

    private static JValue Value(YamlScalar scalar)
    {
        if (scalar.IsNull)
            return JValue.CreateNull();
        if (scalar.IsString)
            return new JValue(scalar.Text);
        if (scalar.Text is "true" or "false")
            return new JValue(scalar.Text == "true");
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new JValue(whole);
        return decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new JValue(number)
            : new JValue(scalar.Text);
    }
}
