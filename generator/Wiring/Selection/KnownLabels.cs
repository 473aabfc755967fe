namespace GitOpsGen.Wiring.Selection;

/// <summary>The labels of an object as far as they are known.</summary>
/// <param name="IsComplete">It has no other: what is not among them is not there.</param>
public sealed record KnownLabels(IReadOnlyDictionary<string, string> Pairs, bool IsComplete = true)
{
    private const int MostShown = 6;

    public static KnownLabels None { get; } = new(new Dictionary<string, string>());

    /// <summary>What an absent label means.</summary>
    public Answer Absence => IsComplete ? Answer.Yes : Answer.Unknown;

    /// <summary>The values under keys that Prometheus' discovery makes one of (<c>a/b</c> and <c>a.b</c> are both <c>a_b</c>).</summary>
    public List<string> ValuesAlike(string key)
    {
        var values = new List<string>(1);
        foreach (var (own, value) in Pairs)
            if (IsAlike(own, key))
                values.Add(value);
        return values;
    }

    public override string ToString()
    {
        if (Pairs.Count == 0)
            return IsComplete ? "no labels" : "labels that are not known";
        var shown = Pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown).Select(pair => $"{pair.Key}={pair.Value}");
        return string.Join(", ", shown) + (Pairs.Count > MostShown ? ", …" : "");
    }

    /// <summary>As Prometheus makes names of labels of them: what is neither letter, digit nor <c>_</c> becomes <c>_</c>.</summary>
    public static string Sanitize(string key) =>
        string.Create(
            key.Length,
            key,
            (text, from) =>
            {
                for (var i = 0; i < text.Length; i++)
                    text[i] = Plain(from[i]);
            }
        );

    private static bool IsAlike(string one, string other)
    {
        if (one.Length != other.Length)
            return false;
        for (var i = 0; i < one.Length; i++)
            if (one[i] != other[i] && Plain(one[i]) != Plain(other[i]))
                return false;
        return true;
    }

    private static char Plain(char c) => char.IsAsciiLetterOrDigit(c) ? c : '_';
}
