using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Pipeline;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Reads manifests from files, folders and stdin, of any repository. Everything that keeps an object from being judged is said.
/// </summary>
public sealed class ManifestInputs
{
    // From here on the room of the nodes that were is given back at once: rules need some of their own, and the runtime would keep both.
    private const long Large = 64 << 20;

    private readonly Stream input;
    private readonly DiagnosticBag diagnostics;
    private readonly PackedMemory? known;
    private long size;

    /// <param name="input">Stdin.</param>
    public ManifestInputs(Stream input, DiagnosticBag diagnostics)
        : this(input, diagnostics, null) { }

    /// <param name="known">What was read before; what it has is given to nobody while it is read.</param>
    internal ManifestInputs(Stream input, DiagnosticBag diagnostics, PackedMemory? known) =>
        (this.input, this.diagnostics, this.known) = (input, diagnostics, known);

    /// <summary>What stands for stdin among the paths.</summary>
    public const string Stdin = "-";

    /// <summary>The files that the paths lead to, each once.</summary>
    /// <param name="paths">As the caller names them.</param>
    public IReadOnlyList<ManifestFile> Find(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Files).DistinctBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>What may be in a cluster besides.</summary>
    /// <param name="name">Of what the files hold together.</param>
    /// <param name="isPart">The cluster may hold more than what is there.</param>
    public static ClusterContents Nothing(string name, bool isPart) =>
        new(name, [])
        {
            Unseen = isPart
                ? [.. UnseenPart.OfEveryCluster, new UnseenPart("the rest of the cluster", "only a part of it was given", [], [])]
                : UnseenPart.OfEveryCluster,
        };

    /// <summary>Everything that the files hold, for one cluster.</summary>
    public ClusterContents Read(string name, IReadOnlyList<ManifestFile> files, bool isPart, CancellationToken cancellation) =>
        Read(Nothing(name, isPart), files, _ => { }, cancellation);

    /// <param name="nothing">The cluster without what the files hold.</param>
    /// <param name="each">As of <see cref="ContentsSource.ReadEach"/>.</param>
    public ClusterContents Read(
        ClusterContents nothing,
        IReadOnlyList<ManifestFile> files,
        Action<ClusterContents> each,
        CancellationToken cancellation
    )
    {
        var read = new ConcurrentDictionary<long, ContentsPart>();
        Parallel.ForEach(
            Partitioner.Create(files.SelectMany(Chunks), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            (chunk, _, number) => read[number] = Part(chunk, nothing, each)
        );
        if (Volatile.Read(ref size) > Large)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        var parts = read.OrderBy(part => part.Key).Select(part => part.Value).ToList();
        if (!diagnostics.HasErrors && parts.TrueForAll(part => part.Objects.Objects.IsEmpty))
            diagnostics.Add(Messages.NothingToJudge(nothing.Name));
        return nothing with { Parts = [.. parts] };
    }

    private ContentsPart Part(ManifestChunk chunk, ClusterContents nothing, Action<ClusterContents> each)
    {
        var digest = chunk.Digest;
        if (known?.Take(digest) is { } objects)
            return new ContentsPart("", objects) { Digest = digest };
        Interlocked.Add(ref size, chunk.Bytes.Length);
        return new ReadPart(new ContentsPart("", Read(chunk)) { Digest = digest }, chunk.Bytes.Length).Shown(nothing, each);
    }

    private IEnumerable<ManifestFile> Files(string path)
    {
        if (path == Stdin)
            return [new ManifestFile(path, IsNamed: true)];
        if (Directory.Exists(path))
            return new ManifestFolder(diagnostics).Files(path);
        if (File.Exists(path))
            return [new ManifestFile(path.Replace(Path.DirectorySeparatorChar, '/'), IsNamed: true)];
        diagnostics.Add(Messages.NothingAtPath(path));
        return [];
    }

    private IEnumerable<ManifestChunk> Chunks(ManifestFile file)
    {
        Stream? stream = null;
        try
        {
            // What cannot be opened, and what breaks off in the middle, are told the same way.
            using var chunks = Guarded(file, () => new ChunkReader(file, stream = Open(file), diagnostics).Chunks()).GetEnumerator();
            while (chunks.MoveNext())
                yield return chunks.Current;
        }
        finally
        {
            stream?.Dispose();
        }
    }

    private IEnumerable<ManifestChunk> Guarded(ManifestFile file, Func<IEnumerable<ManifestChunk>> chunks)
    {
        IEnumerator<ManifestChunk>? at = null;
        while (true)
        {
            try
            {
                at ??= chunks().GetEnumerator();
                if (!at.MoveNext())
                    yield break;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                diagnostics.Add(Messages.FileUnreadable(file.Path, FileErrors.Reason(error)));
                yield break;
            }

            yield return at.Current;
        }
    }

    private Stream Open(ManifestFile file) => file.Path == Stdin ? input : File.OpenRead(file.Path);

    private Manifests Read(ManifestChunk chunk)
    {
        if (Text(chunk) is not { } text)
            return Manifests.None;
        var found = new DiagnosticBag();
        var documents = YamlReader.ReadAll(chunk.File.Path, text, found, YamlLimits.Generated, chunk.FirstLine);
        if (TemplateMarks.In(chunk, text, isYaml: documents is not null) is { } template)
        {
            // What follows from a template is no mistake of its own.
            diagnostics.Add(template);
            return Manifests.None;
        }

        diagnostics.AddAll(found);
        return documents is null ? Manifests.None : Objects(chunk.File, documents);
    }

    private Manifests Objects(ManifestFile file, IReadOnlyList<YamlNode> documents)
    {
        var others = documents.Count(document => document is not YamlMap map || !IsObject(map)) - documents.Count(IsNothing);
        if (file.IsNamed && others > 0)
            diagnostics.Add(Messages.NotObjects(file.Path, others));
        foreach (var odd in documents.OfType<YamlMap>().SelectMany(ManifestList.Odd))
            diagnostics.Add(Messages.ListHoldsNoObject(odd.At, odd is YamlMap ? "a map without apiVersion or kind" : odd.Kind));
        return Manifests.Of(documents);
    }

    private static bool IsObject(YamlMap map) => map.Text("kind") is not null && map.Text("apiVersion") is not null;

    private static bool IsNothing(YamlNode node) => node is YamlScalar { IsNull: true } or YamlMap { Entries.Count: 0 };

    private string? Text(ManifestChunk chunk)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(chunk.Bytes.Span).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            var at = FileTree.FirstBadByte(chunk.File.Path, chunk.Bytes.ToArray());
            diagnostics.Add(Messages.NotUtf8(at with { Line = at.Line + chunk.FirstLine - 1 }));
            return null;
        }
    }
}
