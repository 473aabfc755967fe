using System.Text.RegularExpressions;

namespace GitOpsGen.Engines;

/// <summary>
/// Takes out of a Go program's message what it prints of its input: whole objects, patches, values that do not fit. They say less than the
/// words around them, and any of them may be a secret.
/// </summary>
internal static partial class GoDumps
{
    private static readonly (Regex Printed, string Instead)[] Known =
    [
        (NumberKey(), "a key is a number, a date or true; write it in quotes"),
        (NothingRead(), ""),
        (Configuration(), ""),
        (PatchText(), "SM or JSON patch from a text"),
        (Literals(), "a literal is no key=value"),
        (NoKey(), "a key is empty, null or too large a number; write it in quotes"),
        (Misfit(), "cannot unmarshal ${tag} into"),
        (Parsed(), "parsing a value: "),
        (Unmatched(), "the value ${why}"),
    ];

    public static string Cut(string message) => Maps(Known.Aggregate(message, (text, known) => known.Printed.Replace(text, known.Instead)));

    // map[a:b], or with its type before what is in it: map[string]interface {}{"a":"b"}.
    private static string Maps(string text)
    {
        for (var start = Start(text); start >= 0; start = Start(text))
            text = $"{text[..start]}(an object){text[End(text, start)..]}";
        return text;
    }

    private static int Start(string text) => text.IndexOf("map[", StringComparison.Ordinal);

    private static int End(string text, int start)
    {
        var at = Closed(text, start + "map".Length, '[', ']');
        if (text.AsSpan(at).StartsWith(AnyType))
            at += AnyType.Length;
        return at < text.Length && text[at] == '{' ? Closed(text, at, '{', '}') : at;
    }

    private static int Closed(string text, int start, char open, char close)
    {
        for (int at = start, depth = 0; at < text.Length; at++)
        {
            if (text[at] == open)
                depth++;
            else if (text[at] == close && --depth == 0)
                return at + 1;
        }

        return text.Length;
    }

    private const string AnyType = "interface {}";

    [GeneratedRegex(@"map\[string\]interface \{\}\{.*json: unsupported type: map\[interface \{\}\]interface \{\}", Lines)]
    private static partial Regex NumberKey();

    [GeneratedRegex(@"map\[string\]interface \{\}\(nil\): ", Lines)]
    private static partial Regex NothingRead();

    [GeneratedRegex(" with config: `.*`", Lines)]
    private static partial Regex Configuration();

    [GeneratedRegex(@"SM or JSON patch from \[patch: .*\]", Lines)]
    private static partial Regex PatchText();

    [GeneratedRegex(@"literal sources \[.*expected key=value", Lines)]
    private static partial Regex Literals();

    [GeneratedRegex("unsupported map key of type: .*, value: .*", Lines)]
    private static partial Regex NoKey();

    [GeneratedRegex("cannot unmarshal (?<tag>![^ ]*) `.*?` into", Lines)]
    private static partial Regex Misfit();

    [GeneratedRegex(@"parsing ""(?:[^""\\]|\\.)*"": ", Lines)]
    private static partial Regex Parsed();

    [GeneratedRegex("'.*?' (?<why>does not match pattern|is not valid)", RegexOptions.NonBacktracking)]
    private static partial Regex Unmatched();

    private const RegexOptions Lines = RegexOptions.Singleline | RegexOptions.NonBacktracking;
}
