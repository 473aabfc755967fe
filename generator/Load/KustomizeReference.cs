using System.Text.RegularExpressions;

namespace GitOpsGen.Load;

/// <summary>
/// Whether Kustomize takes a text for an address and goes to fetch it, whatever folder of that name may lie here. Held against the
/// real engines, 5.5 and later, by tests/Attack/RemoteReferenceTests. Where versions differ, or only nearly, it is an address.
/// </summary>
public static partial class KustomizeReference
{
    // What is so written means to be fetched, also where today's Kustomize gives up.
    private static readonly string[] Marks = ["://", "?ref="];

    /// <param name="reference">A file, folder or address as a kustomization names it.</param>
    public static bool IsRemote(string reference)
    {
        var text = Lower(reference.Trim());
        if (Marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)) || Start().IsMatch(text))
            return true;
        return IsRepository(text) || IsRepository(text.Split('?')[0]);
    }

    // As ssh writes it: a user, a host and a repository there. GitHub needs no user.
    private static bool IsRepository(string text)
    {
        var user = User().Match(text);
        var rest = text[user.Length..];
        if (
            !user.Success
            && !rest.StartsWith("github.com/", StringComparison.Ordinal)
            && !rest.StartsWith("github.com:", StringComparison.Ordinal)
        )
            return false;
        var end = HostEnd(rest);
        return end >= 0 && NamesRepository(rest[(end + 1)..]);
    }

    private static int HostEnd(string text)
    {
        var (slash, colon) = (text.IndexOf('/', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        return slash < 0 || (colon > 0 && colon < slash) ? colon : slash;
    }

    // An owner and a name, or a mark for where the repository ends.
    private static bool NamesRepository(string path) =>
        path.Contains('/', StringComparison.Ordinal) || path.Contains(".git", StringComparison.Ordinal);

    // Go folds this one letter to an i; .NET leaves it.
    private static string Lower(string text) => text.Replace('\u0130', 'i').ToLowerInvariant();

    // git:: and its like come from go-getter, which Kustomize once used.
    [GeneratedRegex("^(?:https?:|gh:|[a-z][a-z0-9+.-]*::)", RegexOptions.NonBacktracking)]
    private static partial Regex Start();

    [GeneratedRegex("^[a-z][a-z0-9-]*@", RegexOptions.NonBacktracking)]
    private static partial Regex User();
}
