using System.Text.RegularExpressions;
using static GitOpsGen.Migrate.Manifests.Verdicts;

namespace GitOpsGen.Migrate.Manifests;

/// <summary>Forms that carry the name in the same word as the namespace, wherever they are written: service addresses, users of ServiceAccounts, <c>namespace/name</c>.</summary>
internal static partial class Addresses
{
    public static Judgement? Judge(string text, int at, MoveContext context) =>
        User(text, at, context) ?? Service(text, at, context) ?? Path(text, at, context);

    /// <summary>The group of a Service and the addresses that name it; none for a name with holes.</summary>
    public static string? Group(string service) => service.Contains('*', StringComparison.Ordinal) || service.Length == 0 ? null : $"service:{service}";

    private static Judgement? User(string text, int at, MoveContext context)
    {
        var before = text.AsSpan(0, at);
        var after = text.AsSpan(at + context.Request.From.Length);
        if (before.EndsWith("system:serviceaccounts:", StringComparison.Ordinal)) return Review(Category.ServiceAccountUser, "It names all ServiceAccounts of the namespace, those that move and those that stay.");
        if (!before.EndsWith("system:serviceaccount:", StringComparison.Ordinal) || after is not [':', ..]) return null;
        var name = Name().Match(text, at + context.Request.From.Length + 1).Value;
        return Follow(context.Of(name), Category.ServiceAccountUser, $"the ServiceAccount {name}");
    }

    private static Judgement? Service(string text, int at, MoveContext context)
    {
        if (at < 2 || text[at - 1] != '.' || Label().Match(text[..(at - 1)]) is not { Success: true } match) return null;
        var after = text.AsSpan(at + context.Request.From.Length);
        var isAddress = after.StartsWith(".svc", StringComparison.Ordinal);
        // `metadata.kube-system`, or the path of a value, is no host name.
        if (!isAddress && after is ['.' or '_' or '(' or '[', ..]) return null;
        var name = match.Value;
        var standing = context.Of(name);
        return isAddress || standing != Standing.Unknown ? Follow(standing, Category.ServiceAddress, $"the Service {name}", Group(name)) : null;
    }

    // `kube-system/kubelet`, as flags and annotations have it; not a path of files or of an API.
    private static Judgement? Path(string text, int at, MoveContext context)
    {
        var end = at + context.Request.From.Length;
        if (end + 1 >= text.Length || text[end] != '/' || (at > 0 && text[at - 1] is '/' or '\\')) return null;
        var name = Name().Match(text, end + 1).Value;
        return name.Length == 0 || context.Of(name) == Standing.Unknown ? null : Follow(context.Of(name), Category.ObjectReference, name);
    }

    [GeneratedRegex(@"\G[A-Za-z0-9*]([A-Za-z0-9.*-]*[A-Za-z0-9*])?")]
    private static partial Regex Name();

    [GeneratedRegex(@"[A-Za-z0-9*]([A-Za-z0-9*-]*[A-Za-z0-9*])?$", RegexOptions.RightToLeft)]
    private static partial Regex Label();
}
