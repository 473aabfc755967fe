using System.Text.RegularExpressions;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>A value that only the owner of the clusters knows, with one in its place that anybody sees is none.</summary>
public sealed record Placeholder(string Parameter, string Value, string Description);

/// <summary>Finds what an app must be told, and something to say meanwhile, so that a new fleet renders at once.</summary>
public static class Placeholders
{
    /// <summary>Marks the lines to be replaced; people look for it.</summary>
    public const string Mark = "PLACEHOLDER";

    // The first that the parameter's pattern allows is taken.
    private static readonly string[] Candidates =
    [
        PlaceholderText.Word,
        "replace-me",
        "replaceme",
        PlaceholderText.Subscription,
        "0.0.0",
        "0",
    ];

    /// <summary>One for each parameter that has no default.</summary>
    public static IEnumerable<Placeholder> Of(CatalogueApp app) =>
        app
            .Parameters.Fields.Where(field => app.ParameterDefaults[field.Name] is null)
            .Select(field => new Placeholder(
                YamlSplice.Flow(field.Name),
                Value(field.Shape),
                field.Shape.Description.ReplaceLineEndings(" ")
            ));

    private static string Value(Shape shape) =>
        shape switch
        {
            TextShape text => YamlSplice.Flow(Text(text)),
            IntegerShape integer => $"{Math.Max(integer.Minimum, 0)}",
            NumberShape number => $"{Math.Max(number.Minimum, 0)}",
            FlagShape => "false",
            ListShape => "[]",
            _ => "{}",
        };

    private static string Text(TextShape shape) =>
        shape switch
        {
            { Allowed: [var first, ..] } => first,
            { Pattern: { } pattern } => Candidates.FirstOrDefault(candidate =>
                Regex.IsMatch(candidate, pattern, RegexOptions.NonBacktracking)
            ) ?? Candidates[0],
            _ => Candidates[0],
        };
}
