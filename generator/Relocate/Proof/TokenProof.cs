using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>
/// The second judge: it knows nothing of how a mention was found or judged, and asks of the bare text whether what changed was a namespace,
/// and one of an object that may have moved.
/// </summary>
internal static partial class TokenProof
{
    /// <summary>Why the token should not have changed; null where it may.</summary>
    /// <param name="value">The value of the manifest that it is, or is part of; null in any other text.</param>
    public static string? Against(MovedToken token, ChangedValue? value, NamedObjects objects, Func<MovedToken, bool> isUsed)
    {
        if (TokenEnds.Against(token) is { } cut)
            return cut;
        if (AddressForms.Named(token, objects) is { } named)
            return objects.Against(named);
        if (value is not null && value.Text.Length == token.Length && ValueProof.IsNamespace(value.Key))
            return ValueProof.Against(value, objects);
        if (IsPair(token, objects))
            return null;
        if (CommandForms.IsNamespace(token, objects))
            return CommandForms.Named(token) is { } target ? objects.Against(target) : null;
        return KeyForms.IsNamespace(token) || CodeForms.IsBeside(token, objects) || Selects(value) || isUsed(token)
            ? null
            : "nothing there says that it is a namespace";
    }

    // <namespace>/<name> of a reference, where the name is one that moves, and more than a word.
    private static bool IsPair(MovedToken token, NamedObjects objects) =>
        Pair().Match(token.Behind) is { Success: true } pair
        && Begins().IsMatch(token.Before)
        && !Folder().IsMatch(token.Before)
        && objects.MayMove(pair.Groups[1].Value);

    // matchNames, and the labels by which a namespace is selected by its name.
    private static bool Selects(ChangedValue? value) =>
        value?.Path
            is [.., "matchNames", "[]"]
                or [.., "names", "[]"]
                or [.., "namespaces", "[]"]
                or [.., "namespaceSelector", "matchLabels", "name"]
        || (
            value?.Path is [.., "matchExpressions", "[]", "values", "[]"]
            && value
                .Maps[0]
                .Entries.Any(entry =>
                    entry.Key.Text == "key" && entry.Value is Yaml.YamlScalar { Text: "name" or "kubernetes.io/metadata.name" }
                )
        );

    [GeneratedRegex("""^/([a-z0-9][a-z0-9*-]*)(?=["'`\s,;)\]|}]|:/|/\d|\.?$)""")]
    private static partial Regex Pair();

    // A value, a string, an item, or a word of a program that is known to take such names.
    [GeneratedRegex("""([:=]\s*["']?|["'`]|^\s*(-\s+)?|[=,]|\bcp\s([^|;&]*\s)?|\bargocd\s+app\s+\w+\s)$""")]
    private static partial Regex Begins();

    [GeneratedRegex("""(image|repo|path|chart|file|folder|dir|registry|url|source)[\w-]*["']?\s*[:=]\s*["']?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Folder();
}
