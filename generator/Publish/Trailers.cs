using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>What the last lines of a commit of ours say of it: its content, for which base and fleet, and from which commit.</summary>
/// <param name="Content">The digest of what it changes.</param>
/// <param name="Base">The branch to merge into; empty in commits of before this was said.</param>
/// <param name="Parent">The base's commit that it was made on; empty likewise.</param>
/// <param name="Fleet">The fleet's folder in its repository, <c>.</c> for the root; empty likewise.</param>
/// <param name="Source">The commit that was checked out.</param>
public sealed record Trailers(string Content, string Base, string Parent, string Fleet, string Source)
{
    private static readonly string[] Keys =
    [
        "Gitopsgen-Content",
        "Gitopsgen-Base",
        "Gitopsgen-Parent",
        "Gitopsgen-Fleet",
        "Gitopsgen-Source",
    ];

    /// <summary>For <c>git log</c>: each value, behind a NUL.</summary>
    public static string Format { get; } = string.Concat(Keys.Select(key => $"%x00%(trailers:key={key},valueonly,separator=%x20)"));

    /// <summary>The commit says that it is this tool's.</summary>
    public bool IsClaimed => Content.Length > 0;

    public IEnumerable<string> Lines =>
        Keys.Zip([Content, Base, Parent, Fleet, Source])
            .Where(pair => pair.Second.Length > 0)
            .Select(pair => $"{pair.First}: {pair.Second}");

    /// <summary>How a fleet's folder is written.</summary>
    /// <param name="prefix">Empty, or ending with '/'.</param>
    public static string FleetOf(string prefix) => prefix.Length == 0 ? "." : PlainText.Line(prefix.TrimEnd('/'));

    /// <param name="words">The values, in the order of <see cref="Format"/>.</param>
    public static Trailers Read(ReadOnlySpan<string> words) =>
        new(words[0].Trim(), words[1].Trim(), words[2].Trim(), words[3].Trim(), words[4].Trim());
}
