namespace GitOpsGen.Yaml;

/// <summary>
/// The first byte of a packed value. After it come the lines from the value before it (of its parent, where it is the first), the column,
/// and the file where it is another; then the length and the bytes of a text, or the length of all that is in a list or map, and how many
/// that are.
/// </summary>
internal static class PackedForm
{
    public const byte Plain = 0;
    public const byte Quoted = 1;
    public const byte List = 2;
    public const byte Map = 3;

    /// <summary>A map into which others were merged, and then the place where.</summary>
    public const byte MergedMap = 4;
    public const byte Unreadable = 5;

    public const byte Kinds = 7;

    /// <summary>It stands in another file than most.</summary>
    public const byte OtherFile = 8;

    /// <summary>A text with half characters, which UTF-8 does not have: it is kept as UTF-16.</summary>
    public const byte Wide = 16;

    /// <summary>A long text, such as a dashboard, compressed; before it, how long it is.</summary>
    public const byte Squeezed = 32;
}
