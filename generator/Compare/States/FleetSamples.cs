using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Wiring.Cost;

namespace GitOpsGen.Compare.States;

/// <summary>What was measured, as a file says it: a regular file, behind no link, of at most 16 MB.</summary>
public static class FleetSamples
{
    /// <summary>The fleet's own; none where it has no such file, and null where it is not as it should be.</summary>
    public static Samples? Of(IFleetFiles files, DiagnosticBag diagnostics) =>
        files.KindOf(FleetLayout.Samples) == EntryKind.Missing
            ? Samples.None
            : Read(files, FleetLayout.Samples, FleetLayout.Samples, diagnostics);

    /// <summary>Of a file that the caller names.</summary>
    public static Samples? Of(string path, DiagnosticBag diagnostics)
    {
        if (File.Exists(path) && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            return Read(new FileTree(folder), Path.GetFileName(path), path, diagnostics);
        diagnostics.Add(Messages.NoSamples(path, Directory.Exists(path) ? "is a folder" : "is not there"));
        return null;
    }

    private static Samples? Read(IFleetFiles files, string path, string name, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var text = files.ReadText(path, FileTree.BaseLimit, found);
        var samples = text is null ? null : new SampleReader(name, found).Read(text);
        foreach (var one in found.Sorted())
            diagnostics.Add(one.At is { } at ? one with { At = at with { File = name } } : one);
        return samples;
    }
}
