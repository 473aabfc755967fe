using System.Text;
using System.Text.RegularExpressions;
using GitOpsGen.Files;

namespace GitOpsGen.Catalogue;

/// <summary>
/// The links of a page that a fleet takes: one to a page that does not come along would lead nowhere there, so its words alone stay.
/// </summary>
internal static partial class PageLinks
{
    /// <param name="path">Of the page in the fleet's repository.</param>
    /// <param name="brought">All that comes along, by path.</param>
    public static byte[] Kept(string path, byte[] page, IReadOnlyCollection<string> brought)
    {
        var folder = path[..path.LastIndexOf('/')];
        return Encoding.UTF8.GetBytes(
            Link().Replace(Encoding.UTF8.GetString(page), link => LeadsOn(folder, link, brought) ? link.Value : link.Groups["words"].Value)
        );
    }

    private static bool LeadsOn(string folder, Match link, IReadOnlyCollection<string> brought)
    {
        var target = link.Groups["target"].Value.Split('#')[0];
        return target.Length == 0
            || target.Contains(':', StringComparison.Ordinal)
            || (
                RepositoryPath.Resolve(folder, target) is { } there
                && brought.Any(file => file == there || file.StartsWith($"{there}/", StringComparison.Ordinal))
            );
    }

    [GeneratedRegex(@"\[(?<words>[^\[\]]+)\]\((?<target>[^()\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
