using System.Text.RegularExpressions;

namespace GitOpsGen.Diagnostics;

/// <summary>
/// Takes user names and passwords out of URLs before anybody reads them. Programs that we run repeat the URLs they were given.
/// </summary>
public static partial class Secrets
{
    public static string Hide(string text) => UserInfo().Replace(text, "://***@");

    /// <summary>Takes <c>user:password@</c> out of web addresses, so that they can be used further. <c>git@host</c> is no secret.</summary>
    public static string Drop(string text) => WebUserInfo().Replace(text, "$1");

    // A password may hold an '@' itself: everything up to the last one before the path.
    [GeneratedRegex(@"://[^/\s]*@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(https?://)[^/\s]*@", RegexOptions.NonBacktracking)]
    private static partial Regex WebUserInfo();
}
