using System.Text.RegularExpressions;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>
/// Whether an AppProject permits the repository of a source (Argo CD's app_project_types.go, and util/git NormalizeGitURL): a star stays
/// within a part of the address, two do not, and a pattern that denies and hits is a veto.
/// </summary>
internal static partial class SourcePattern
{
    /// <summary>Null where the address is not filled in yet, or a pattern has a form that is not read here.</summary>
    public static bool? Permits(Manifest project, string repository)
    {
        if (repository.Contains("{{", StringComparison.Ordinal))
            return null;
        var address = Normalized(repository);
        var permitted = false;
        foreach (var pattern in (project.Spec?.Texts("sourceRepos") ?? []).Select(one => one.Text))
        {
            if (pattern.AsSpan().ContainsAny('[', '{', '\\'))
                return null;
            var isDenial = pattern.StartsWith('!');
            var isHit = IsMatch(Normalized(isDenial ? pattern[1..] : pattern), address);
            if (isDenial && isHit)
                return false;
            permitted |= isHit != isDenial;
        }

        return permitted;
    }

    private static bool IsMatch(string pattern, string address) =>
        pattern == "*" || new Regex($@"\A{Translated(pattern)}\z", RegexOptions.NonBacktracking).IsMatch(address);

    private static string Translated(string pattern) =>
        Wildcard()
            .Replace(
                pattern,
                part =>
                    part.Value switch
                    {
                        "*" => "[^/]*",
                        "?" => "[^/]",
                        ['*', '*', ..] => "(?s:.*)",
                        var text => Regex.Escape(text),
                    }
            );

    private static string Normalized(string address)
    {
        var text = address.Trim().ToLowerInvariant();
        if (
            Ssh().IsMatch(text)
            && !text.StartsWith("ssh://", StringComparison.Ordinal)
            && text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        )
            text = $"{text[..colon]}/{text[(colon + 1)..]}";
        text = text.EndsWith(".git", StringComparison.Ordinal) ? text[..^4] : text;
        return text.StartsWith("ssh://", StringComparison.Ordinal) ? text["ssh://".Length..] : text;
    }

    [GeneratedRegex(@"\*+|\?|[^*?]+", RegexOptions.NonBacktracking)]
    private static partial Regex Wildcard();

    [GeneratedRegex(@"\A(?:ssh://)?[^/:@\s]+@[^/:\s]+[:/]", RegexOptions.NonBacktracking)]
    private static partial Regex Ssh();
}
