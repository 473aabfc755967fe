namespace GitOpsGen.Yaml;

/// <summary>Says in plain words what the YAML library found, and what to do about it, as far as it is a usual slip.</summary>
internal static class YamlSyntaxReasons
{
    private static readonly (string Part, string Reason)[] Usual =
    [
        (" tab ", "a tab is used as indentation; use spaces"),
        (
            "invalid mapping",
            "here unquoted text holds ': ', or the line is indented wrongly; quote the text, or indent the line as its neighbours are"
        ),
        ("cannot start any token", "unquoted text cannot begin with this character; put it in quotes"),
        ("did not find expected key", "a key was expected here; look at the indentation, here and above"),
        ("did not find expected '-'", "an item with '- ' was expected here; look at the indentation"),
        ("quoted scalar, found unexpected end", "the quote that begins here is not closed"),
        ("quoted scalar, found wrong indentation", "the quote that begins here is not closed"),
        ("unknown escape character", "in double quotes '\\' begins an escape that is not known here; write '\\\\', or use single quotes"),
        ("anchor or alias", "after '*' or '&' a name was expected; put text that begins with them in quotes"),
    ];

    public static string Of(string message)
    {
        foreach (var (part, reason) in Usual)
            if (message.Contains(part, StringComparison.Ordinal))
                return reason;
        var text = message.TrimEnd('.');
        return text.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
