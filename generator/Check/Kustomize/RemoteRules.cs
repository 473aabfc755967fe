using System.Text.RegularExpressions;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-004: what a build fetches from elsewhere.</summary>
internal static partial class RemoteRules
{
    public static Rule<KustomizationTree> Bases { get; } =
        new("KUS-004", "A kustomization fetches nothing by the network, least of all what may be another thing tomorrow.", Check)
        {
            Why =
                "Whoever may write to the other repository decides what the cluster gets, no review shows it, and a build fails when "
                + "the other server does. "
                + "A commit or a version that is named (a note) at least stays what it is.",
            Mend = "Copy what is needed into the repository, or name a commit: `?ref=<the 40 digits of a commit>`.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(KustomizationTree tree, Findings findings)
    {
        foreach (var kustomization in tree.All)
        foreach (var entry in KustomizeEntries.Of(kustomization.Document).Where(entry => entry.IsRemote))
            if (entry.Path.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                findings.Fail(
                    Messages.KustomizeRemoteMoves(
                        entry.Written.At,
                        entry.Field,
                        entry.Path,
                        "and without encryption anybody on the way may change it"
                    )
                );
            else if (IsPinned(entry.Path))
                findings.Fail(Messages.KustomizeRemote(entry.Written.At, entry.Field, entry.Path));
            else
                findings.Fail(Messages.KustomizeRemoteMoves(entry.Written.At, entry.Field, entry.Path, Moving(entry.Path)));
    }

    private static string Moving(string address) =>
        Reference().Match(address) is { Success: true } match
            ? $"and '{match.Groups["ref"].Value}' may name another commit tomorrow"
            : "and names no commit, so it is what its default branch has at each build";

    // A commit, or what looks like a version; a tag can be moved, but seldom is.
    private static bool IsPinned(string address) =>
        Reference().Match(address) is { Success: true } match ? Version().IsMatch(match.Groups["ref"].Value)
        : address.Contains("raw.githubusercontent.com", StringComparison.OrdinalIgnoreCase)
        || address.Contains("/download/", StringComparison.OrdinalIgnoreCase)
            ? address.Split('/').Any(part => Version().IsMatch(part))
        : address.Contains("://", StringComparison.Ordinal)
            && !address.Contains(".git", StringComparison.Ordinal)
            && address.Split('/')[3..].Any(part => Version().IsMatch(part));

    [GeneratedRegex("[?&](?:ref|version)=(?<ref>[^&]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"^([0-9a-f]{40}|([a-z-]+[-/])?v?[0-9]+\.[0-9]+(\.[0-9]+)?([.+-][0-9A-Za-z.+-]+)?)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Version();
}
