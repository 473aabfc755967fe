using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GitOpsGen.Check.Secrets;

/// <summary>A form that only secrets of one kind have.</summary>
/// <param name="What">The kind, with its article.</param>
/// <param name="Anchors">One of them stands in each, so that other texts are passed over cheaply.</param>
internal sealed record SecretShape(string What, ImmutableArray<string> Anchors, Regex Pattern)
{
    /// <param name="anchors">With <c>|</c> between them.</param>
    public SecretShape(string what, string anchors, string pattern)
        : this(what, [.. anchors.Split('|')], new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)) { }

    public bool MayBeIn(string text) => Anchors.Any(anchor => text.Contains(anchor, StringComparison.Ordinal));
}

/// <summary>A secret in a text.</summary>
/// <param name="Index">Where it begins.</param>
internal readonly record struct SecretMatch(string What, int Index);
