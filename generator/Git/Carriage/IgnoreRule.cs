using System.Collections.Immutable;

namespace GitOpsGen.Git.Carriage;

/// <summary>A line of git's ignore files.</summary>
/// <param name="Source">The file, from the top of the repository; absolute where it is the user's own.</param>
public sealed record IgnoreRule(string Source, string Line, string Pattern)
{
    private const string Here = "./";

    public override string ToString() => $"the rule '{Pattern}' of {Source}:{Line}";

    /// <summary>Which of some files that the index does not have are ignored, each by the rule that decides.</summary>
    public static async Task<IReadOnlyDictionary<string, IgnoreRule>> MatchAsync(
        GitRepository git,
        IReadOnlyCollection<string> untracked,
        CancellationToken cancellation
    )
    {
        var rules = new Dictionary<string, IgnoreRule>(StringComparer.Ordinal);
        if (untracked.Count == 0)
            return rules;
        // Without the index, for git would look each path up in all of it. The verb takes no switch that has paths stand for themselves,
        // but a path that begins so has no magic.
        var call = new GitCall("check-ignore", "--no-index", "--verbose", "-z", "--stdin")
        {
            Input = Input(untracked.Select(path => Here + path)),
            Environment = ImmutableDictionary<string, string>.Empty.Add("GIT_LITERAL_PATHSPECS", "0"),
        };
        // Exit 1: none is ignored.
        if (await git.AnswerAsync(call, cancellation) is not { } said)
            return rules;
        foreach (var match in said.Split('\0').Chunk(4))
            // A rule with '!' takes a file back.
            if (match is [var source, var line, var pattern, var path] && !pattern.StartsWith('!'))
                rules[path[Here.Length..]] = new IgnoreRule(source, line, pattern);
        return rules;
    }

    internal static string Input(IEnumerable<string> paths) => string.Concat(paths.Select(path => $"{path}\0"));
}
