using System.Collections.Immutable;

namespace GitOpsGen.Git;

/// <summary>A file in a tree: its mode (100644, 100755; 120000 is a link, 160000 a submodule) and the name of its blob.</summary>
public sealed record TreeFile(string Mode, string Blob)
{
    public bool IsRegular => Mode.StartsWith("100", StringComparison.Ordinal);

    public bool IsLink => Mode == "120000";
}

/// <summary>A path that differs between two trees; null where it is not there.</summary>
public sealed record PathChange(string Path, TreeFile? Old, TreeFile? New)
{
    /// <summary>For <c>update-index -z --index-info</c>.</summary>
    public string IndexLine => New is { } file ? $"{file.Mode} {file.Blob}\t{Path}\0" : $"0 {new string('0', Old!.Blob.Length)}\t{Path}\0";

    /// <summary>The answer of <c>diff-tree -r -z --raw --full-index --no-renames</c>.</summary>
    public static ImmutableArray<PathChange> Parse(string raw)
    {
        var parts = raw.Split('\0');
        var changes = ImmutableArray.CreateBuilder<PathChange>();
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            var words = parts[i].TrimStart(':').Split(' ');
            changes.Add(new PathChange(parts[i + 1], File(words[0], words[2]), File(words[1], words[3])));
        }

        return changes.ToImmutable();
    }

    private static TreeFile? File(string mode, string blob) => mode == "000000" ? null : new TreeFile(mode, blob);
}
