namespace GitOpsGen.Git.Carriage;

/// <summary>
/// What <c>.gitattributes</c> say of a file, as far as it changes bytes. Each is <c>set</c>, <c>unset</c>, a value, or null.
/// </summary>
public sealed record ByteAttributes(string? Text, string? Eol, string? Crlf, string? Ident, string? Filter, string? Encoding)
{
    private const string Set = "set";

    private const string Unset = "unset";

    public static ByteAttributes None { get; } = new(null, null, null, null, null, null);

    /// <summary>The driver that makes other bytes of it; null without one.</summary>
    public string? Driver => Filter is null or Set or Unset ? null : Filter;

    public bool IsReencoded => Encoding is not (null or Set or Unset);

    public bool HasIdent => Ident == Set;

    public bool MakesCrlf => !IsBinary && Eol == "crlf";

    private bool IsBinary => Text == Unset || (Text is null && Crlf == Unset);

    /// <summary>What they say of line ends, as somebody writes it; null when they say nothing.</summary>
    public string? LineEnds =>
        Eol is not null ? $"eol={Eol}"
        : Text is not null ? (Text == Set ? "text" : $"text={Text}")
        : Crlf is not null ? (Crlf == Set ? "crlf" : $"crlf={Crlf}")
        : null;

    /// <summary>Git would give back the bytes of a file without CR and <c>$Id</c>, too, as others.</summary>
    public bool AlwaysDoubtful => Driver is not null || IsReencoded || MakesCrlf;

    /// <summary>Also a file with CR or <c>$Id</c> stays what it is.</summary>
    public bool NeverDoubtful => !AlwaysDoubtful && IsBinary && !HasIdent;

    /// <summary>Those of files that have any.</summary>
    public static async Task<IReadOnlyDictionary<string, ByteAttributes>> ReadAsync(
        GitRepository git,
        IEnumerable<string> paths,
        CancellationToken cancellation
    )
    {
        var call = new GitCall("check-attr", "--all", "-z", "--stdin") { Input = IgnoreRule.Input(paths) };
        var said = (await git.KnowAsync(call, cancellation)).Text;
        var all = new Dictionary<string, ByteAttributes>(StringComparer.Ordinal);
        foreach (var attribute in said.Split('\0').Chunk(3))
            if (attribute is [var path, var name, var value])
                all[path] = all.GetValueOrDefault(path, None).With(name, value);
        return all;
    }

    private ByteAttributes With(string name, string value) =>
        name switch
        {
            "text" => this with { Text = value },
            "eol" => this with { Eol = value },
            "crlf" => this with { Crlf = value },
            "ident" => this with { Ident = value },
            "filter" => this with { Filter = value },
            "working-tree-encoding" => this with { Encoding = value },
            _ => this,
        };
}
