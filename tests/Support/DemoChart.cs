using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace GitOpsGen.Tests.Support;

/// <summary>The chart in tests/Engines/Helm/demo, with what a test changes of it. Packed, it has the same bytes each time.</summary>
public sealed class DemoChart
{
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    public DemoChart()
    {
        var root = Path.Join(Repository.Root, "tests", "Engines", "Helm", "demo");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(root, file).Replace('\\', '/')] = File.ReadAllText(file);
    }

    public const string Version = "1.2.3";

    /// <summary>A chart that no other test has: caches are shared by the tests of a process.</summary>
    public static DemoChart Unique() =>
        new DemoChart().Replace("Chart.yaml", "A chart of the tests", $"A chart of the test {Guid.NewGuid():N}");

    public DemoChart With(string path, string text)
    {
        files[path] = text;
        return this;
    }

    public DemoChart Replace(string path, string old, string now) => With(path, files[path].Replace(old, now, StringComparison.Ordinal));

    public void WriteTo(TemporaryFolder folder, string directory)
    {
        foreach (var (path, text) in files)
            folder.Write($"{directory}/{path}", text);
    }

    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, $"demo/{path}")
                    {
                        ModificationTime = DateTimeOffset.UnixEpoch,
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    }
                );
        }

        return packed.ToArray();
    }

    public static string DigestOf(byte[] packed) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed));
}
