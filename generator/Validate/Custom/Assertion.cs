using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsGen.Yaml;
using Newtonsoft.Json.Linq;

namespace GitOpsGen.Validate.Custom;

/// <summary>What must hold of the values at a path of an object.</summary>
/// <param name="Path">JSONPath; without the leading <c>$.</c> just as well.</param>
public sealed record Assertion(YamlScalar Path)
{
    // Of a pattern in the path; one of `matches` needs no limit.
    private static readonly JsonSelectSettings Bounds = new() { RegexMatchTimeout = TimeSpan.FromMilliseconds(100) };

    /// <summary>Something is there (true), or nothing is (false); null: what is there must hold the rest.</summary>
    public bool? Exists { get; init; }

    /// <summary>Each value is one of these; empty: any.</summary>
    public ImmutableArray<string> In { get; init; } = [];

    /// <summary>No value is one of these.</summary>
    public ImmutableArray<string> NotIn { get; init; } = [];

    /// <summary>Each value matches as a whole.</summary>
    public Regex? Matches { get; init; }

    /// <summary>No value matches as a whole.</summary>
    public Regex? NotMatches { get; init; }

    public decimal? AtLeast { get; init; }

    public decimal? AtMost { get; init; }

    /// <summary>The first value that breaks it, or the object where something is missing; null when it holds.</summary>
    /// <exception cref="RegexMatchTimeoutException">A pattern in the path takes too long on the object.</exception>
    public (YamlNode At, string What)? Breaks(JsonTree tree, YamlMap document)
    {
        var found = Select(tree.Root, Path.Text);
        if (found.Count == 0)
            return Exists == true || (Exists is null && Asks) ? (document, $"{Path.Text} is missing") : null;
        if (Exists == false)
            return (tree.NodeOf(found[0]), $"{Path.Text} is there");
        foreach (var token in found)
            if (Fault(token) is { } fault)
                return (tree.NodeOf(token), $"{token.Path} {fault}");
        return null;
    }

    /// <exception cref="Newtonsoft.Json.JsonException">The path is none.</exception>
    public static IReadOnlyList<JToken> Select(JToken root, string path) =>
        [.. root.SelectTokens(Whole(path), Bounds).Where(token => token.Type != JTokenType.Null)];

    /// <summary>The path from the object's root.</summary>
    public static string Whole(string path) => path.StartsWith('$') ? path : $"$.{path}";

    // What forbids alone holds of what is not there.
    private bool Asks => !In.IsEmpty || Matches is not null || AtLeast is not null || AtMost is not null;

    private string? Fault(JToken token)
    {
        var text = Text(token);
        return text switch
        {
            null when Asks || !NotIn.IsEmpty || NotMatches is not null => "is no single value",
            null => null,
            _ when !In.IsEmpty && !In.Contains(text) => $"is not {string.Join(" or ", In)}",
            _ when NotIn.Contains(text) => $"is {text}",
            _ when Matches?.IsMatch(text) == false => $"does not match {Matches}",
            _ when NotMatches?.IsMatch(text) == true => $"matches {NotMatches}",
            _ => Bound(token),
        };
    }

    private string? Bound(JToken token)
    {
        if (AtLeast is null && AtMost is null)
            return null;
        if (token.Type is not (JTokenType.Integer or JTokenType.Float))
            return "is no number";
        var value = token.Value<decimal>();
        return AtLeast > value ? $"is less than {AtLeast}"
            : AtMost < value ? $"is more than {AtMost}"
            : null;
    }

    private static string? Text(JToken token) =>
        token is not JValue value ? null
        : value.Type == JTokenType.Boolean ? (value.Value<bool>() ? "true" : "false")
        : Convert.ToString(value.Value, CultureInfo.InvariantCulture);
}
