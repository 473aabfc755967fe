using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate.Inputs;

/// <summary>
/// Reads manifests from files, folders and stdin, of any repository. Everything that keeps an object from being judged is said.
/// </summary>
/// <param name="input">Stdin.</param>
public sealed class ManifestInputs(TextReader input, DiagnosticBag diagnostics)
{
    /// <summary>What stands for stdin among the paths.</summary>
    public const string Stdin = "-";

    private const long LongestFile = 256 << 20;

    /// <summary>Each path is taken for all that a cluster holds together with the others.</summary>
    /// <param name="paths">As the caller names them.</param>
    /// <param name="isPart">The cluster may hold more than what is there.</param>
    public ClusterContents Read(IReadOnlyList<string> paths, bool isPart, CancellationToken cancellation)
    {
        var files = paths.SelectMany(Files).DistinctBy(file => file.Path, StringComparer.Ordinal).ToList();
        var read = new Manifests[files.Count];
        Parallel.For(
            0,
            files.Count,
            new ParallelOptions { CancellationToken = cancellation },
            number => read[number] = Read(files[number])
        );
        if (!diagnostics.HasErrors && Array.TrueForAll(read, one => one.Objects.IsEmpty))
            diagnostics.Add(Messages.NothingToJudge(paths));
        return new ClusterContents(string.Join(' ', paths), [.. read.Select(objects => new ContentsPart("", objects))])
        {
            Unseen = isPart
                ? [.. UnseenPart.OfEveryCluster, new UnseenPart("the rest of the cluster", "only a part of it was given", [], [])]
                : UnseenPart.OfEveryCluster,
        };
    }

    private IEnumerable<ManifestFile> Files(string path)
    {
        if (path == Stdin)
            return [new ManifestFile(path, IsNamed: true)];
        if (Directory.Exists(path))
            return new ManifestFolder(diagnostics).Files(path);
        if (File.Exists(path))
            return [new ManifestFile(Plain(path), IsNamed: true)];
        diagnostics.Add(Messages.NothingAtPath(path));
        return [];
    }

    private Manifests Read(ManifestFile file)
    {
        if (Text(file.Path) is not { } text)
            return Manifests.None;
        var found = new DiagnosticBag();
        var documents = YamlReader.ReadAll(file.Path, text, found, YamlLimits.Generated);
        if (TemplateMarks.In(file.Path, text, isYaml: documents is not null) is { } template)
            diagnostics.Add(template);
        // What follows from a template is no mistake of its own.
        else
            diagnostics.AddAll(found);
        if (documents is null)
            return Manifests.None;
        var objects = Manifests.Of(documents);
        var others = documents.Count(document => document is not YamlMap map || !IsObject(map)) - documents.Count(IsNothing);
        if (file.IsNamed && others > 0)
            diagnostics.Add(Messages.NotObjects(file.Path, others));
        return objects;
    }

    private static bool IsObject(YamlMap map) => map.Text("kind") is not null && map.Text("apiVersion") is not null;

    private static bool IsNothing(YamlNode node) => node is YamlScalar { IsNull: true } or YamlMap { Entries.Count: 0 };

    private string? Text(string path)
    {
        try
        {
            return path == Stdin ? input.ReadToEnd() : TextOf(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(Messages.FileUnreadable(path, FileErrors.Reason(error)));
            return null;
        }
    }

    private string? TextOf(string path)
    {
        if (new FileInfo(path).Length is > LongestFile and var length)
        {
            diagnostics.Add(Messages.FileTooLarge(Position.Start(path), length, LongestFile));
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(Messages.NotUtf8(FileTree.FirstBadByte(path, bytes)));
            return null;
        }
    }

    private static string Plain(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
