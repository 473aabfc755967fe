using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Resolve;

/// <summary>
/// The form in which values name a fact of the unit that they are for: <c>${{ cluster.name }}</c>. Go's braces, which Prometheus,
/// Alertmanager and charts read, have no dollar before them or no plain name in them, and other tools' expressions of this form have other
/// names: both stay as they are. <c>$${{ cluster.name }}</c> stands for the text itself.
/// </summary>
internal static partial class FactText
{
    public const string Cluster = "cluster.";

    /// <summary>The words that facts begin with.</summary>
    private static readonly string[] Subjects = ["cluster", "environment", "parameters"];

    /// <summary>Whether anything in the node names a fact that begins with <paramref name="subject"/>.</summary>
    public static bool Mentions(YamlNode node, string subject) =>
        node switch
        {
            YamlScalar scalar => Facts(scalar.Text).Any(fact => !fact.IsEscaped && fact.Name.StartsWith(subject, StringComparison.Ordinal)),
            YamlList list => list.Items.Any(item => Mentions(item, subject)),
            YamlMap map => map.Entries.Any(entry => Mentions(entry.Value, subject)),
            _ => false,
        };

    /// <summary>The name, where the text is one fact and nothing else.</summary>
    public static string? Only(string text) =>
        Facts(text).FirstOrDefault() is { Length: > 0, IsEscaped: false } fact && fact.Length == text.Length ? fact.Name : null;

    /// <param name="filled">What stands for a fact, by its name; null leaves it.</param>
    /// <param name="isLast">Nothing fills the result any further, so what was escaped becomes what it stands for.</param>
    /// <param name="between">What becomes of the text between facts.</param>
    public static string Fill(string text, Func<string, string?> filled, bool isLast, Func<string, string>? between = null)
    {
        var parts = new System.Text.StringBuilder();
        var at = 0;
        foreach (var fact in Facts(text))
        {
            parts.Append(Kept(text[at..fact.Start]));
            var written = text.Substring(fact.Start, fact.Length);
            parts.Append(
                fact.IsEscaped ? Kept(isLast ? written[1..] : written)
                : filled(fact.Name) is { } value ? value
                : Kept(written)
            );
            at = fact.Start + fact.Length;
        }

        return parts.Append(Kept(text[at..])).ToString();

        string Kept(string part) => between is null ? part : between(part);
    }

    private static IEnumerable<Fact> Facts(string text) =>
        text.Contains("${{", StringComparison.Ordinal)
            ? Form()
                .Matches(text)
                .Select(match => new Fact(match.Index, match.Length, match.Groups["name"].Value, match.Groups["escape"].Length > 0))
                .Where(fact => IsOurs(fact.Name))
            : [];

    // Other tools have expressions of this form as well: what is nearly one of ours is ours, and then a mistake.
    private static bool IsOurs(string name)
    {
        var word = name.Split('.')[0];
        return Subjects.Contains(word, StringComparer.Ordinal) || (word.Length > 3 && Nearest.To(word, Subjects) is not null);
    }

    [GeneratedRegex(@"(?<escape>\$?)\$\{\{\s*(?<name>[A-Za-z][\w.-]*)\s*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    private readonly record struct Fact(int Start, int Length, string Name, bool IsEscaped);
}
