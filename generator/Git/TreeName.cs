using System.Text.RegularExpressions;

namespace GitOpsGen.Git;

/// <summary>Which paths a tree of ours may hold: those that every system checks out as what they say.</summary>
public static partial class TreeName
{
    /// <summary>What is wrong with a path, as the end of a sentence; null when nothing is.</summary>
    public static string? Trouble(string path) => path.Split('/').Select(OfPart).FirstOrDefault(trouble => trouble is not null);

    private static string? OfPart(string part) =>
        part switch
        {
            "" or "." or ".." => "has an empty part, or one of dots alone",
            _ when part.Contains('\\', StringComparison.Ordinal) => "has a backslash, which divides folders on Windows",
            _ when part.Any(char.IsControl) => "has a control character",
            _ when Repository().IsMatch(Visible(part)) => "has a part that some systems take for git's own folder",
            _ when Device().IsMatch(part) => "has a part that is a device on Windows",
            _ => null,
        };

    // macOS looks past these when it compares names.
    private static string Visible(string part) => Ignored().Replace(part, "");

    [GeneratedRegex(@"[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"^(\.git|git~[0-9]+)[ .]*(:.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Repository();

    [GeneratedRegex(
        @"^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *([.:].*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Device();
}
