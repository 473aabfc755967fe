using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Sources;
using GitOpsGen.Relocate.Structured;
using GitOpsGen.Relocate.Templates;

namespace GitOpsGen.Relocate;

/// <summary>What every judge may look at: the request, the objects, and all files that were read.</summary>
/// <param name="Outside">Names of objects that stay although a pattern may fit them.</param>
public sealed record RelocationContext(
    RelocationRequest Request,
    Inventory Inventory,
    ImmutableHashSet<string> Outside,
    IReadOnlyDictionary<string, SourceFile> Files
)
{
    private readonly Lazy<ChartFiles> charts = new(() => new ChartFiles(Files));

    private readonly Lazy<IReadOnlyList<OutlinedObject>> roles = new(() =>
        [.. ManifestReader.Objects(Files.Values).Where(found => found.Kind == "Role" && found.Map["metadata"]?["name"] is not null)]
    );

    private readonly ConditionalWeakTable<Outline, EmbeddedText> embedded = [];

    /// <summary>The text inside of a value, read once for all its mentions.</summary>
    internal EmbeddedText Embedded(Outline leaf) =>
        embedded.GetValue(leaf, static leaf => new EmbeddedText(leaf.Source.Raw[leaf.Start..leaf.End]));

    public ChartFiles Charts => charts.Value;

    /// <summary>Every Role that is declared.</summary>
    public IReadOnlyList<OutlinedObject> Roles => roles.Value;

    /// <summary>Whether what is named so moves. What begins with a hole of a template may be anything.</summary>
    public RelocationStatus Of(string name)
    {
        var literal = Literal(name);
        return literal.Length == 0 ? RelocationStatus.Unknown : Inventory.Of(name);
    }

    /// <summary>
    /// Like <see cref="Of(string)"/> for a value of a manifest, with the holes of its template filled as far as they can be.
    /// </summary>
    public RelocationStatus Of(Outline? name) =>
        name is null ? RelocationStatus.Unknown
        : Arms(name) is { Count: > 1 } arms ? One(arms.Select(Of))
        : Of(Name(name));

    /// <summary>What several names say together: they must agree.</summary>
    public RelocationStatus Of(IEnumerable<Outline> names) => One(names.Select(Of));

    /// <summary>
    /// An object that is declared moves when a pattern fits it, and otherwise stays, unless its name has holes that leave it open.
    /// </summary>
    public RelocationStatus OfDeclared(Outline node) =>
        Arms(node) is { Count: > 1 } arms ? One(arms.Select(OfDeclared)) : OfDeclared(Name(node));

    private RelocationStatus OfDeclared(string name)
    {
        if (Of(name) is var known and not RelocationStatus.Unknown)
            return known;
        var literal = Literal(name);
        return
            literal.Length == name.Length && name.Length > 0
            || (literal.Length > 0 && !Request.Objects.Any(pattern => MayFit(pattern, literal)))
            ? RelocationStatus.Stays
            : RelocationStatus.Unknown;
    }

    public string Name(Outline node) => node.Text.Contains('*', StringComparison.Ordinal) ? Charts.Fill(node) : node.Text;

    private static RelocationStatus One(IEnumerable<RelocationStatus> all) =>
        all.Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;

    // `{{ if … }}a{{ else }}b{{ end }}`: a name that begins with a condition is one of several.
    private static List<string> Arms(Outline name)
    {
        if (name.Start < 1 || name.IsBlock || name.Source.Masked[name.Start - 1] != OutlineText.Control)
            return [];
        var text = name.Source.Masked[name.Start..Math.Min(name.Source.Masked.Length, name.End + 1)].Trim(' ', '"', '\'', '\r', '\n');
        var arms = text.Split(OutlineText.Control, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(arm => Uses.WithStars(arm).Trim('"', '\''))
            .ToList();
        return text[^1] == OutlineText.Control ? arms : [.. arms.SkipLast(1).Select(arm => $"{arm}*")];
    }

    private static string Literal(string name) => name.IndexOf('*', StringComparison.Ordinal) is >= 0 and var hole ? name[..hole] : name;

    // The beginning of a name whose rest is not known.
    private static bool MayFit(string pattern, string beginning)
    {
        var fixedPart = pattern.AsSpan(0, pattern.AsSpan().IndexOfAny('*', '?') is >= 0 and var wild ? wild : pattern.Length);
        return fixedPart.StartsWith(beginning, StringComparison.Ordinal)
            || beginning.AsSpan().StartsWith(fixedPart, StringComparison.Ordinal)
            || FileSystemName.MatchesSimpleExpression(pattern, beginning, ignoreCase: false);
    }
}
