using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// Values that nobody may read in a message: those of Secrets, and those under keys that are called like a credential. A program that
/// fails may print what it was given, as it is, in base64, escaped, or a line of it.
/// </summary>
public sealed partial class SecretValues
{
    public const string Hidden = "(hidden)";

    // Less is no secret that could be kept, and hiding it would take words out of every message.
    private const int Shortest = 3;

    private readonly HashSet<string> forms = new(StringComparer.Ordinal);

    /// <summary>The Secrets and patches of Secrets among the documents; where it cannot be read, all its values.</summary>
    public void AddManifests(string file, string text)
    {
        if (YamlReader.ReadAll(file, text, new DiagnosticBag(), YamlLimits.Generated) is { } documents)
            foreach (var document in documents)
                AddManifest(document);
        else if (text.Contains("Secret", StringComparison.Ordinal))
            foreach (var line in text.Split('\n'))
                Add(Unquoted(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>What stands below keys such as <c>adminPassword</c>.</summary>
    public void AddCredentials(YamlNode values)
    {
        switch (values)
        {
            case YamlMap map:
                foreach (var entry in map.Entries)
                    if (Credential().IsMatch(entry.Key.Text))
                        AddAll(entry.Value);
                    else
                        AddCredentials(entry.Value);
                break;
            case YamlList list:
                foreach (var item in list.Items)
                    AddCredentials(item);
                break;
        }
    }

    public void Add(string value)
    {
        var text = value.Trim();
        if (text.Length < Shortest || Common().IsMatch(text))
            return;
        forms.UnionWith([text, Convert.ToBase64String(Encoding.UTF8.GetBytes(value)), Escaped(text)]);
        if (text.Contains('\n', StringComparison.Ordinal))
            forms.UnionWith(text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > Shortest));
        if (Decoded(text) is { Length: >= Shortest } decoded && forms.Add(decoded))
            Add(decoded);
    }

    /// <summary>The text with every value replaced; a short one only where it stands by itself.</summary>
    public string Hide(string text) => forms.OrderByDescending(form => form.Length).Aggregate(text, Hide);

    private static string Hide(string text, string form) =>
        form.Length > 5
            ? text.Replace(form, Hidden, StringComparison.Ordinal)
            : Regex.Replace(text, $"(?<![A-Za-z0-9]){Regex.Escape(form)}(?![A-Za-z0-9])", Hidden, RegexOptions.CultureInvariant);

    private void AddManifest(YamlNode document)
    {
        if (document is YamlList operations)
            foreach (var operation in operations.Items.OfType<YamlMap>().Where(IsOnData))
                AddAll(operation["value"]);
        else if (document is YamlMap map)
            foreach (var one in ManifestList.Flatten(map).Where(one => one.Text("kind") is null or "Secret"))
            foreach (var key in new[] { "data", "stringData" })
                AddAll(one[key]);
    }

    // A JSON patch does not say of which kind its object is.
    private static bool IsOnData(YamlMap operation) =>
        operation.Text("path") is { } path
        && (path.StartsWith("/data", StringComparison.Ordinal) || path.StartsWith("/stringData", StringComparison.Ordinal));

    private void AddAll(YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Add(scalar.Text);
                break;
            case YamlList list:
                foreach (var item in list.Items)
                    AddAll(item);
                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                    AddAll(entry.Value);
                break;
        }
    }

    private static string Unquoted(string text) => text.Trim().Trim('"', '\'', '{', '}', '[', ']', ',', ' ');

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);

    private static string? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var decoded = Encoding.UTF8.GetString(bytes, 0, length);
        return decoded.Any(c => c == '\ufffd' || (char.IsControl(c) && !char.IsWhiteSpace(c))) ? null : decoded;
    }

    // What stands in every message is worth nothing as a secret.
    [GeneratedRegex(@"\A(?:true|false|null|yes|no|v1|Secret|Opaque|apps/v1)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Common();

    [GeneratedRegex(
        "pass(?:word|wd|phrase)|secret|token|credential|api[-_]?key|private[-_]?key|access[-_]?key|connection[-_]?string",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Credential();
}
