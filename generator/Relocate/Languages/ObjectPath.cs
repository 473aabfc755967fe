using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// An object named by its path: <c>/namespaces/&lt;namespace&gt;/&lt;kind&gt;/&lt;name&gt;</c> of the API, or
/// <c>&lt;namespace&gt;/&lt;name&gt;</c>, as jobs of monitors and flags write it.
/// </summary>
public static partial class ObjectPath
{
    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory)
    {
        var after = offset + request.From.Length;
        if (after >= text.Length || text[after] != '/')
            return null;
        return NameScanner.EndsWith(text, offset, "namespaces/")
            ? OfApi(text, after + 1, request, inventory)
            : OfPair(text, offset, after + 1, request, inventory);
    }

    /// <summary>
    /// Whether it is read as <c>&lt;namespace&gt;/&lt;name&gt;</c> only: to a program that is not known it may be a folder, an image or a
    /// chart of a repository as well.
    /// </summary>
    internal static bool IsBarePair(string text, int offset, int length) =>
        NameScanner.StartsWith(text, offset + length, "/")
        && !NameScanner.EndsWith(text, offset, "namespaces/")
        && !NameScanner.EndsWith(text, offset, "/ns/")
        && !IsMonitor(text, offset);

    /// <summary>Whether the value of such a key is an image, a chart or a folder, where it has a slash.</summary>
    internal static bool IsFolder(string key) => FolderKey().IsMatch(key);

    // …/services/https:ama-metrics-ksm:8080/proxy: a scheme may stand before the name, a port after it.
    private static Judgement OfApi(string text, int start, RelocationRequest request, Inventory inventory)
    {
        var kind = NameScanner.NameAt(text, start);
        var at = start + kind.Length + 1;
        var evidence = new NameEvidence(request, inventory);
        if (at <= text.Length && at < text.Length && text[at - 1] == '/')
        {
            if (NameScanner.StartsWith(text, at, "https:") || NameScanner.StartsWith(text, at, "http:"))
                at = text.IndexOf(':', at) + 1;
            evidence.AddObject(NameScanner.NameAt(text, at), kind);
        }

        return evidence.Judge(Category.ObjectReference, $"The path names no object of the namespace");
    }

    private static Judgement? OfPair(string text, int offset, int start, RelocationRequest request, Inventory inventory)
    {
        var name = NameScanner.NameAt(text, start);
        var end = start + name.Length;
        var isFile =
            IsFile(text, end, request.From) || (end < text.Length && text[end] == '/' && !IsMonitor(text, offset)) || IsImage(text, end);
        if (isFile || IsInFolder(text, offset) || inventory.OfWord(name) == RelocationStatus.Unknown)
            return null;
        var evidence = new NameEvidence(request, inventory);
        evidence.AddObject(name);
        return evidence.Judge(Category.ObjectReference, "");
    }

    // x/y.yaml; of an object's host the namespace follows: x/y.x.svc.
    private static bool IsFile(string text, int end, string from) =>
        end + 1 < text.Length
        && text[end] == '.'
        && char.IsAsciiLetterOrDigit(text[end + 1])
        && !NameScanner.StartsWith(text, end + 1, from)
        && !NameScanner.StartsWith(text, end + 1, "svc");

    // x/y:1.2 and x/y@sha256:… are images; kubectl cp writes x/y:/path.
    private static bool IsImage(string text, int end) =>
        end + 1 < text.Length && (text[end] == '@' || (text[end] == ':' && char.IsAsciiLetterOrDigit(text[end + 1])));

    private static bool IsInFolder(string text, int offset) =>
        offset > 0 && text[offset - 1] is '/' or '\\' or '.' && !IsMonitor(text, offset);

    // serviceMonitor/<namespace>/<name>/0 is the job that the operator makes of a monitor.
    private static bool IsMonitor(string text, int offset) =>
        NameScanner.EndsWith(text, offset, "onitor/")
        || NameScanner.EndsWith(text, offset, "probe/")
        || NameScanner.EndsWith(text, offset, "scrapeConfig/");

    [GeneratedRegex("image|repo|path|chart|file|folder|dir|registry|url|source$", RegexOptions.IgnoreCase)]
    private static partial Regex FolderKey();
}
