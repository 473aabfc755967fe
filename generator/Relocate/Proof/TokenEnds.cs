using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>What touches a moved name: whether it was a word of its own, or cut out of a longer one.</summary>
internal static partial class TokenEnds
{
    /// <summary>Why it is no word; null where it is one.</summary>
    public static string? Against(MovedToken token)
    {
        if (Joined().IsMatch(token.Before) && !Signs().IsMatch(token.Before))
            return "it is part of a longer name";
        if (Continued().IsMatch(token.Behind))
            return "it is part of a longer name";
        return Group().IsMatch(token.Behind) ? "it is part of an API group or of a host elsewhere" : null;
    }

    [GeneratedRegex("[A-Za-z0-9-]$")]
    private static partial Regex Joined();

    // A flag with its value, a default, an escape.
    [GeneratedRegex(
        """((^|[\s"'`(\[,=])-[A-Za-z]{0,3}n|\$\{[^}\s]*[^}\s-]:?-|\\[a-zA-Z]|%[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|---)$"""
    )]
    private static partial Regex Signs();

    [GeneratedRegex(@"^(-[A-Za-z0-9*${<(]|[A-Za-z0-9])")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^\.(?!svc(\W|$)|pod\.)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}|^\.(com|io|org|net|dev)(\W|$)")]
    private static partial Regex Group();
}
