using System.Collections.Immutable;
using System.IO.Enumeration;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Which names may have moved: those that a pattern of the apply fits, and those whose group a person decided to move.</summary>
internal sealed class NamedObjects(ImmutableArray<string> patterns, IReadOnlySet<string> decided)
{
    /// <summary>All objects of the namespace were asked for.</summary>
    public bool All { get; } = patterns.Any(pattern => pattern.All(one => one == '*'));

    /// <summary>Why a reference to this name cannot have moved; null where it can, and where the name is not complete.</summary>
    public string? Against(string name) =>
        IsOpen(name) || MayMove(name) ? null : $"it is that of {name}, which no pattern of the move fits";

    public bool MayMove(string name) =>
        decided.Contains(name) || patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    // What a template, a shell or a pattern fills in is not known here.
    private static bool IsOpen(string name) =>
        name.Length < 3 || name.Any(one => !char.IsAsciiLetterLower(one) && !char.IsAsciiDigit(one) && one is not ('-' or '.'));
}
