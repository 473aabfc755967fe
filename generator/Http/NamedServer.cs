using System.Diagnostics.CodeAnalysis;

namespace GitOpsGen.Http;

/// <summary>
/// A server that the caller named, and the token that goes there. What a repository names is held against these: a server that nobody but
/// the repository names is not asked, for its commits may be anybody's.
/// </summary>
/// <param name="Address">Without user, query and fragment, and without a slash at its end.</param>
/// <param name="Token">Null where it is asked without one.</param>
/// <param name="From">Where the caller named it, for a sentence.</param>
public sealed record NamedServer(Uri Address, string? Token, string From)
{
    /// <summary>As people name a server: a host with or without a port and path, and with its scheme where that is not HTTPS.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        address =
            Uri.TryCreate(whole.TrimEnd('/'), UriKind.Absolute, out var read)
            && read.Scheme is "http" or "https"
            && read.Host.Length > 0
            && read.UserInfo.Length + read.Query.Length + read.Fragment.Length == 0
                ? read
                : null;
        return address is not null;
    }

    /// <summary>The same host, port and path, spoken to in the same way.</summary>
    public bool Is(Uri other) =>
        Address.Scheme == other.Scheme
        && string.Equals(Address.Authority, other.Authority, StringComparison.OrdinalIgnoreCase)
        && Address.AbsolutePath.TrimEnd('/') == other.AbsolutePath.TrimEnd('/');

    /// <param name="path">Below the address, with its query.</param>
    public Uri Below(string path) => new($"{Address.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <summary>What no header may hold is no token.</summary>
    public static bool IsToken(string text) => text.Length > 0 && text.All(letter => letter is > ' ' and <= '~');

    // Whoever prints it prints no secret.
    public override string ToString() => Address.AbsoluteUri.TrimEnd('/');
}
