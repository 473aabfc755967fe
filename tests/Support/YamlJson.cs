using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;
using Newtonsoft.Json.Linq;

namespace GitOpsGen.Tests.Support;

/// <summary>YAML as an editor's schema checker sees it: scalars have the types of YAML's core schema.</summary>
public static class YamlJson
{
    public static JToken Read(string yaml) =>
        Of(YamlReader.ReadMap("x", yaml, new DiagnosticBag()) ?? throw new ArgumentException("not YAML", nameof(yaml)));

    private static JToken Of(YamlNode node) =>
        node switch
        {
            YamlMap map => new JObject(map.Entries.Select(entry => new JProperty(entry.Key.Text, Of(entry.Value)))),
            YamlList list => new JArray(list.Items.Select(Of)),
            YamlScalar { IsNull: true } => JValue.CreateNull(),
            YamlScalar { IsString: false, Text: "true" or "false" } flag => new JValue(flag.Text == "true"),
            YamlScalar { IsString: false } number when long.TryParse(number.Text, out var value) => new JValue(value),
            YamlScalar { IsString: false } number
                when double.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => new JValue(value),
            YamlScalar text => new JValue(text.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
}
