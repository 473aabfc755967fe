using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Values;

/// <summary>
/// Which values a chart's templates read. What ends a reference is read with everything below it, be it only asked for: nothing below is
/// ever called unknown.
/// </summary>
public sealed partial class ValueReferences
{
    private const char Step = '\n';

    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> onTheWay = new(StringComparer.Ordinal);

    /// <param name="isWhole">Whether <c>.Values</c> itself, given on to somewhere, counts: it does in who owns these values.</param>
    public void Add(string text, bool isWhole = true)
    {
        if (!text.Contains(".Values", StringComparison.Ordinal))
            return;
        // Of `index .Values "a" "b"` the path is known though it has no dots.
        var rest = Indexed().Replace(text, match => Take(Path(match), isWhole));
        foreach (Match match in Dotted().Matches(rest))
            Take(Path(match), isWhole);
    }

    /// <summary>Like a reference of a template, as the conditions of a chart's dependencies are.</summary>
    public void Add(IReadOnlyList<string> path) => Take(path, isWhole: false);

    /// <summary>A template reads the value, or one above it with all that is below.</summary>
    public bool ReadsWhole(IReadOnlyList<string> path) =>
        Enumerable.Range(0, path.Count + 1).Any(length => whole.Contains(string.Join(Step, path.Take(length))));

    /// <summary>A template reads something below the value.</summary>
    public bool ReadsBelow(IReadOnlyList<string> path) => onTheWay.Contains(string.Join(Step, path));

    /// <summary>What templates read directly below a value.</summary>
    public IEnumerable<string> Below(IReadOnlyList<string> path)
    {
        var start = path.Count == 0 ? "" : string.Join(Step, path) + Step;
        return whole
            .Concat(onTheWay)
            .Where(known => known.Length > start.Length && known.StartsWith(start, StringComparison.Ordinal))
            .Select(known => known[start.Length..].Split(Step)[0]);
    }

    private string Take(IReadOnlyList<string> path, bool isWhole)
    {
        // A method of Helm's, which gives the whole.
        if (path is ["AsMap", ..])
            path = [];
        if (path.Count > 0 || isWhole)
            whole.Add(string.Join(Step, path));
        for (var length = 1; length < path.Count; length++)
            onTheWay.Add(string.Join(Step, path.Take(length)));
        return "";
    }

    private static string[] Path(Match match) =>
        [
            .. match.Groups[1].Value.Split('.', StringSplitOptions.RemoveEmptyEntries),
            .. Quoted().Matches(match.Groups[2].Value).Select(quoted => quoted.Groups[1].Value),
        ];

    [GeneratedRegex("""\b(?:index|get|hasKey)\s+\(?[$.\w]*\.Values((?:\.\w+)*)\)?((?:\s+"[^"]*")+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Indexed();

    [GeneratedRegex("""\.Values((?:\.\w+)*)()""", RegexOptions.NonBacktracking)]
    private static partial Regex Dotted();

    [GeneratedRegex("\"([^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
