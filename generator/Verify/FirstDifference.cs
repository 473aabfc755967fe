using System.Text;
using GitOpsGen.Publish;

namespace GitOpsGen.Verify;

/// <summary>Where two contents part. No value of a Secret is shown.</summary>
public static class FirstDifference
{
    private const string NoFile = "(no such file)";
    private const string NoLine = "(the file ends before it)";
    private const string Hidden = "(not shown: the file has a Secret)";
    private const int Longest = 200;

    /// <param name="expected">Null: no such file should be.</param>
    /// <param name="found">Null: there is none.</param>
    public static CommitDifference Of(string path, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte>? found)
    {
        if (expected is null || found is null)
            return new CommitDifference(path, null, null, Whole(expected), Whole(found));
        var (should, @is) = (Text(expected.Value), Text(found.Value));
        // A file whose last line has no end is another file.
        var (wanted, there) = (should.Split('\n'), @is.Split('\n'));
        var line = wanted.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        var isSecret = new[] { should, @is }.Any(text => PlainSecrets.Documents(text).Any(PlainSecrets.MayShow));
        return isSecret
            ? new CommitDifference(path, null, line + 1, Hidden, Hidden)
            : new CommitDifference(path, null, line + 1, Line(wanted, line), Line(there, line));
    }

    private static string Whole(ReadOnlyMemory<byte>? content) => content is { } there ? $"(a file of {there.Length} bytes)" : NoFile;

    private static string Line(string[] lines, int line) =>
        line >= lines.Length ? NoLine
        : lines[line].Length <= Longest ? lines[line]
        : $"{lines[line][..Longest]}…";

    // What is no UTF-8 differs all the same, byte for byte.
    private static string Text(ReadOnlyMemory<byte> content) => Encoding.UTF8.GetString(content.Span);
}
