using System.Text.RegularExpressions;

namespace GitOpsGen.Schemas;

/// <summary>
/// A regular expression of a schema, in Go's grammar (RE2), found anywhere in the value. What .NET would read in another way is not judged.
/// </summary>
public sealed partial record SchemaPattern(string Text)
{
    // Longer ones cost more to prepare than the answer is worth; so do counts of counts.
    private const int Longest = 4000;

    private readonly Lazy<Regex?> regex = new(() => Compile(Text));

    /// <summary>Null when nobody here can tell.</summary>
    public bool? Matches(string value) => value.Any(char.IsSurrogate) ? null : regex.Value?.IsMatch(value);

    private static Regex? Compile(string text)
    {
        if (text.Length > Longest || LargeCount().IsMatch(text) || Foreign().IsMatch(text))
            return null;
        try
        {
            return new Regex(Token().Replace(text, Outside), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // In Go \d, \w and \s are of ASCII, $ is the end of the text and not of a line before it, a property of one letter needs no braces,
    // and any punctuation may be escaped.
    private static string Outside(Match token) =>
        token.Value switch
        {
            "$" => @"\z",
            ['[', ..] => Member().Replace(token.Value, InSet),
            @"\D" => "[^0-9]",
            @"\W" => "[^0-9A-Za-z_]",
            @"\S" => @"[^\t\n\f\r ]",
            @"\d" or @"\w" or @"\s" => $"[{Class(token.Value)}]",
            var other => Escaped(other),
        };

    private static string InSet(Match member) =>
        member.Value switch
        {
            "[" => member.Index == 0 ? "[" : @"\[",
            var other => Class(other) ?? Escaped(other),
        };

    private static string? Class(string name) =>
        name switch
        {
            @"\d" => "0-9",
            @"\w" => "0-9A-Za-z_",
            @"\s" => @"\t\n\f\r ",
            _ => null,
        };

    private static string Escaped(string token) =>
        token switch
        {
            @"\_" => "_",
            ['\\', 'p' or 'P', not '{', ..] => $@"\{token[1]}{{{token[2..]}}}",
            _ => token,
        };

    [GeneratedRegex(@"\{[0-9]*[0-9]{4}", RegexOptions.NonBacktracking)]
    private static partial Regex LargeCount();

    // Classes by name, quoting, flags that change lines: one word, two meanings.
    [GeneratedRegex(@"\[:|\\[QECzZAbBG]|\(\?[^:i)]|\(\?i[^:)]", RegexOptions.NonBacktracking)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\\[pP][A-Z]|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\$", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"\\[pP][A-Z]|\\.|\[", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Member();
}
