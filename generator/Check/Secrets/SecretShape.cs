using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>A form that only secrets of one kind have.</summary>
/// <param name="What">The kind, with its article.</param>
/// <param name="Anchor">Stands in each of them, so that other texts are passed over cheaply.</param>
internal sealed record SecretShape(string What, string Anchor, Regex Pattern)
{
    public SecretShape(string what, string anchor, string pattern)
        : this(what, anchor, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)) { }
}

/// <summary>A secret in a text.</summary>
/// <param name="Index">Where it begins.</param>
internal readonly record struct SecretMatch(string What, int Index);
