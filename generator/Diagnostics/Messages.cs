namespace GitOpsGen.Diagnostics;

/// <summary>Every message the tool can give about its input, one named method per code. <c>docs/diagnostics.md</c> lists them.</summary>
public static partial class Messages
{
    /// <summary>The code of <see cref="MissingKey"/>, which some findings make doubtful.</summary>
    public const string YamlSyntaxCode = "GOG001";
    public const string DuplicateKeyCode = "GOG002";
    public const string MissingKeyCode = "GOG005";

    /// <summary>The code of <see cref="OwnedUnreadable"/>, which a merge may have caused.</summary>
    public const string OwnedUnreadableCode = "GOG084";

    /// <summary>The code of <see cref="JudgedAsRendered"/>, which a review says in its own words.</summary>
    public const string JudgedAsRenderedCode = "GOG367";

    private static Diagnostic Error(string code, Position? at, string message) => new(Severity.Error, code, at, message);

    private static Diagnostic Warning(string code, Position? at, string message) => new(Severity.Warning, code, at, message);

    private static Diagnostic Note(string code, Position? at, string message) => new(Severity.Note, code, at, message);

    /// <summary>The first of several places that have the same to say, and how many there are.</summary>
    internal static string Some(IReadOnlyList<string> places) =>
        places.Count <= 3 ? string.Join(", ", places) : $"{string.Join(", ", places.Take(2))} and {places.Count - 2} more";

    // What a person wrote is not shown at any length; what is not plain text in it is escaped where it is printed.
    private static string Show(string written)
    {
        var shown = Secrets.Hide(written);
        return shown.Length <= 200 ? shown : $"{shown[..(char.IsHighSurrogate(shown[198]) ? 198 : 199)]}…";
    }

    // Another message, which was cut already where it had to be.
    private static string ShowLong(string message)
    {
        var shown = Secrets.Hide(message);
        return shown.Length <= 1000 ? shown : $"{shown[..(char.IsHighSurrogate(shown[998]) ? 998 : 999)]}…";
    }

    private static string HowToWrite(string expected) =>
        expected switch
        {
            "boolean" => " Write true or false.",
            "integer" => " Write a whole number, without quotes.",
            "number" => " Write a number, without quotes.",
            "list" => " Begin each item with '- ', or write [a, b].",
            "map" => " Write 'key: value' lines below it, or {}.",
            _ => "",
        };

    private static string Minutes(TimeSpan span) =>
        span < TimeSpan.FromMinutes(2) ? $"{(int)span.TotalSeconds} s" : $"{Math.Round(span.TotalMinutes, 1)} min";

    private static string Range(decimal? minimum, decimal? maximum) =>
        (minimum, maximum) switch
        {
            ({ } least, { } greatest) => $"from {least} to {greatest}",
            ({ } least, null) => $"at least {least}",
            (null, { } greatest) => $"at most {greatest}",
            _ => "a smaller number",
        };

    private static string Meaning(string description) => description.Length == 0 ? "" : $" Meaning: {description}";

    private static string In(string parent) => parent.Length == 0 ? "" : $" in {Show(parent)}";

    private static string Name(string name) => name.Length == 0 ? "the file" : Show(name);

    private static string A(string noun) =>
        noun switch
        {
            "text" or "null" or "nothing" => noun,
            _ when noun.Split(" or ") is [var one, var other] => $"{A(one)} or {A(other)}",
            _ when "aeiou".Contains(noun[0], StringComparison.Ordinal) => $"an {noun}",
            _ => $"a {noun}",
        };

    internal static string Suggest(string written, IEnumerable<string> known)
    {
        var all = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var nearest = Nearest.To(written, all);
        var more = all.Count > 12 ? ", …" : "";
        var list = all.Count == 0 ? " There are none." : $" Known: {string.Join(", ", all.Take(12).Select(Show))}{more}.";
        return nearest is null ? list : $" Did you mean '{Show(nearest)}'?{list}";
    }
}
