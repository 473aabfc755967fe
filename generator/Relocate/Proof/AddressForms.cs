using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Forms that say by themselves which part of them is a namespace, in any text, with the object that they name.</summary>
internal static partial class AddressForms
{
    /// <summary>Null where the token is in no such form; otherwise the name beside it, which may be empty.</summary>
    public static string? Named(MovedToken token, NamedObjects objects)
    {
        if (token.Before.EndsWith("system:serviceaccount:", StringComparison.Ordinal) || Account().IsMatch(token.Before))
            return Name(After().Match(token.Behind));
        if (token.Before.EndsWith("/ns/", StringComparison.Ordinal) && token.Behind.StartsWith("/sa/", StringComparison.Ordinal))
            return Name(Sa().Match(token.Behind));
        if (token.Before.EndsWith("namespaces/", StringComparison.Ordinal))
            return Name(Api().Match(token.Behind));
        if (
            Service().Match(token.Before) is { Success: true } service
            && (IsAddress(token) || IsShort(token, service.Groups[1].Value, objects))
        )
            return service.Groups[1].Value;
        if (Monitor().IsMatch(token.Before) && token.Behind.StartsWith('/'))
            return Name(Pair().Match(token.Behind));
        return Log(token);
    }

    private static bool IsAddress(MovedToken token) =>
        Svc().IsMatch(token.Behind) || Url().IsMatch(token.Before) || Port().IsMatch(token.Behind);

    // name.x alone, where the name is one that moves and more than a word.
    private static bool IsShort(MovedToken token, string name, NamedObjects objects) =>
        name.Contains('-', StringComparison.Ordinal) && objects.MayMove(name) && Ends().IsMatch(token.Behind);

    // pod_x_container of files, x_pod_uid of folders.
    private static string? Log(MovedToken token) =>
        !token.Behind.StartsWith('_') ? null
        : token.Before.EndsWith('_') ? Name(Pod().Match(token.Before))
        : PodFolder().IsMatch(token.Before) ? Name(Uid().Match(token.Behind))
        : null;

    private static string Name(Match match) => match.Success ? match.Groups[1].Value : "";

    [GeneratedRegex("--serviceaccount[= ]$")]
    private static partial Regex Account();

    [GeneratedRegex("""^(["'`\s,;)\]}|/:]|\.?$)""")]
    private static partial Regex Ends();

    [GeneratedRegex("^:([A-Za-z0-9*-]+)")]
    private static partial Regex After();

    [GeneratedRegex("^/sa/([A-Za-z0-9*-]+)")]
    private static partial Regex Sa();

    [GeneratedRegex("^/[a-z]+/(?:https?:)?([A-Za-z0-9*-]+)")]
    private static partial Regex Api();

    [GeneratedRegex(@"([A-Za-z0-9*_{}$-]*)\.$")]
    private static partial Regex Service();

    [GeneratedRegex(@"^\.svc(\W|$)")]
    private static partial Regex Svc();

    [GeneratedRegex(@"://([^\s/@]*@)?[^\s/]*\.$")]
    private static partial Regex Url();

    [GeneratedRegex(@"^:\d+")]
    private static partial Regex Port();

    [GeneratedRegex("([oO]nitor|probe|scrapeConfig)/$")]
    private static partial Regex Monitor();

    [GeneratedRegex("^/([A-Za-z0-9*-]+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"([A-Za-z0-9*-]*)[^A-Za-z0-9*_\s]*_$")]
    private static partial Regex Pod();

    [GeneratedRegex(@"pods[/.\\]+$")]
    private static partial Regex PodFolder();

    [GeneratedRegex("^_([A-Za-z0-9*-]+)")]
    private static partial Regex Uid();
}
