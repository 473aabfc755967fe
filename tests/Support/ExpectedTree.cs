using System.Text;
using GitOpsGen.Ownership;
using Xunit.Sdk;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// The files that a fleet must be rendered to, in <c>expected</c> below a case. Others are left in <c>received</c>, which git ignores.
/// </summary>
public sealed class ExpectedTree(string folder, bool accepts)
{
    private const int LinesShown = 12;

    private readonly string expected = Path.Join(folder, "expected");

    private readonly string received = Path.Join(folder, "received");

    public ExpectedTree(string folder)
        : this(folder, Snapshot.Accepts) { }

    /// <summary>
    /// Every file below a folder, by its path with <c>/</c>, a byte order mark included; nothing where there is no folder.
    /// </summary>
    public static SortedDictionary<string, string> Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
        return new(
            files.ToDictionary(
                file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
                file => Encoding.UTF8.GetString(File.ReadAllBytes(file))
            ),
            StringComparer.Ordinal
        );
    }

    /// <exception cref="XunitException">A file is missing, differs, or should not be there.</exception>
    public void Compare(IReadOnlyDictionary<string, string> tree)
    {
        if (accepts)
            Write(expected, tree);
        var differences = Differences(Read(expected), tree).ToList();
        if (Directory.Exists(received))
            Directory.Delete(received, recursive: true);
        if (differences.Count == 0)
            return;
        Write(received, tree);
        throw new XunitException(
            $"""
            What is rendered is not what is expected.
              expected: {expected}
              received: {received}
            {string.Join('\n', differences)}
            Read every difference. If it is meant, run the test again with GITOPSGEN_ACCEPT=1.
            """
        );
    }

    private static IEnumerable<string> Differences(SortedDictionary<string, string> old, IReadOnlyDictionary<string, string> @new)
    {
        foreach (var path in old.Keys.Union(@new.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!@new.TryGetValue(path, out var now))
                yield return $"missing  {path}";
            else if (!old.TryGetValue(path, out var was))
                yield return $"new      {path}";
            else if (was != now)
                yield return $"differs  {path}\n{string.Join('\n', TextDifference.Lines(was, now, LinesShown))}";
        }
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> tree)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var (path, text) in tree)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(folder, path))!);
            File.WriteAllText(Path.Join(folder, path), text);
        }
    }
}
