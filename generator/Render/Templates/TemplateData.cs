using System.Globalization;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render.Templates;

/// <summary>The data a template sees: maps, lists, text, integers, booleans and null.</summary>
public static class TemplateData
{
    public static object? Of(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.ToDictionary(entry => entry.Key.Text, entry => Of(entry.Value), StringComparer.Ordinal),
            YamlList list => list.Items.Select(Of).ToList(),
            YamlScalar { IsString: false, Text: "true" } => true,
            YamlScalar { IsString: false, Text: "false" } => false,
            YamlScalar { IsNull: true } => null,
            YamlScalar { IsString: false } scalar when Number(scalar.Text) is { } number => number,
            YamlScalar scalar => scalar.Text,
            _ => null,
        };

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
