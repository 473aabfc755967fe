using System.Text.RegularExpressions;

namespace GitOpsGen.Diagnostics;

/// <summary>Takes user names and passwords out of URLs before anybody reads them. Programs that we run repeat the URLs they were given.</summary>
public static partial class Secrets
{
    public static string Hide(string text) => UserInfo().Replace(text, "://***@");

    // A password may hold an '@' itself: everything up to the last one before the path.
    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
