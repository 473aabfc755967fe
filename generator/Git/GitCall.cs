using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Processes;

namespace GitOpsGen.Git;

/// <summary>One call of git, as a value.</summary>
public sealed record GitCall(params ImmutableArray<string> Arguments)
{
    public string Input { get; init; } = "";

    /// <summary>The verb, for a sentence.</summary>
    public string Name => Arguments.Where((word, i) => word[0] != '-' && (i == 0 || Arguments[i - 1] is not ("-c" or "-C"))).First();

    /// <summary>What it needs of the user's besides the repository.</summary>
    public GitAccess Need { get; init; }

    /// <summary>
    /// What it brings stays in the repository, as a fetch does. Other new objects go where <see cref="GitRepository.Scratch"/> says.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>Variables besides those that git gets anyway.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Nothing, what signs, or what reaches a remote: credentials are only for the last.</summary>
public enum GitAccess
{
    Nothing,
    Signing,
    Remote,
}

/// <summary>An index for one tree, beside the user's, gone when that is written.</summary>
public sealed class TemporaryIndex : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gitopsgen-index-");

    public ImmutableDictionary<string, string> Environment =>
        ImmutableDictionary<string, string>.Empty.Add("GIT_INDEX_FILE", Path.Join(folder.FullName, "index"));

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>The answer of <c>cat-file --batch</c>: a line with name, type and size, then the bytes and a line's end.</summary>
public static class CatFileBatch
{
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> output)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (output.IndexOf((byte)'\n') is > 0 and var end)
        {
            var head = Encoding.UTF8.GetString(output[..end]).Split(' ');
            output = output[(end + 1)..];
            if (head is not [var name, _, var size])
                continue;
            var length = int.Parse(size);
            texts[name] = Encoding.UTF8.GetString(output[..length]);
            output = output[(length + 1)..];
        }

        return texts;
    }
}
