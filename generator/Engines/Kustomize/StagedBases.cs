using System.Collections.Concurrent;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>
/// Copies the folders of bases and components into the stage, each once a run and only when a build reaches it. What a file may cost the
/// engine that reads it is known before the engine sees it: one that did not pass is not there.
/// </summary>
public sealed class StagedBases(FileTree files, Stage stage, DiagnosticBag diagnostics)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, Lazy<bool>> folders = new(StringComparer.Ordinal);

    // Folders of two apps' bases never meet, but one of a base may lie in another of the same app.
    private readonly ConcurrentDictionary<string, Lazy<bool>> copied = new(StringComparer.Ordinal);

    /// <returns>False when a file did not pass, which is reported.</returns>
    public bool Bring(IEnumerable<string> reached)
    {
        var all = true;
        foreach (var folder in reached)
            all &= folders.GetOrAdd(folder, path => new Lazy<bool>(() => Folder(path))).Value;
        return all;
    }

    private bool Folder(string folder)
    {
        Directory.CreateDirectory(Path.Join(stage.Tree, folder));
        var links = new DiagnosticBag();
        // Where the app's own folder is the base, its snapshots are no part of it.
        var paths = files.Files(folder, links, skip: FleetLayout.ReleasesIn(folder));
        diagnostics.AddAll(links);
        var data = paths.Where(KustomizationChecks.IsKustomization).SelectMany(Data).ToHashSet(StringComparer.Ordinal);
        var all = !links.HasErrors;
        foreach (var path in paths)
            all &= copied.GetOrAdd(path, file => new Lazy<bool>(() => File(file, data.Contains(file)))).Value;
        return all;
    }

    /// <summary>Files that a kustomization only puts into a ConfigMap or Secret: no engine reads them as YAML.</summary>
    private IEnumerable<string> Data(string kustomization)
    {
        var ignored = new DiagnosticBag();
        var map = files.ReadText(kustomization, FileTree.DescriptionLimit, ignored) is { } text
            ? YamlReader.ReadMap(kustomization, text, ignored)
            : null;
        if (map is null)
            return [];
        var folder = RepositoryPath.Parent(kustomization);
        return KustomizationChecks
            .Generators(map)
            .SelectMany(generator => generator.Texts("files"))
            .Select(file => RepositoryPath.Resolve(folder, file.Text[(file.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .OfType<string>();
    }

    private bool File(string path, bool isData)
    {
        if (Bytes(path) is not { } bytes)
            return false;
        if (!isData && !IsBounded(path, bytes))
            return false;
        var target = Path.Join(stage.Tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        System.IO.File.WriteAllBytes(target, bytes);
        return true;
    }

    private byte[]? Bytes(string path)
    {
        var file = new FileInfo(files.Absolute(path));
        if (!files.IsRegular(path))
            diagnostics.Add(files.Special(path) ?? Messages.FileMissing(Position.Start(path), path, null));
        else if (file.Length > FileTree.BaseLimit)
            diagnostics.Add(Messages.FileTooLarge(Position.Start(path), file.Length, FileTree.BaseLimit));
        else
            return System.IO.File.ReadAllBytes(file.FullName);
        return null;
    }

    private bool IsBounded(string path, byte[] bytes)
    {
        var isYaml = Path.GetExtension(path) is ".yaml" or ".yml" or ".json" || KustomizationChecks.IsKustomization(path);
        try
        {
            var found = BaseBounds.Check(path, Strict.GetString(bytes), isYaml);
            foreach (var one in found)
                diagnostics.Add(one);
            return found.Count == 0;
        }
        catch (DecoderFallbackException)
        {
            // A picture may lie about; as YAML it would not be read either.
            if (isYaml)
                diagnostics.Add(Messages.NotUtf8(FileTree.FirstBadByte(path, bytes)));
            return !isYaml;
        }
    }
}
