namespace GitOpsGen.Build;

/// <summary>
/// The scratch folder <c>.gitopsgen/</c>: outside git, on the repository's own file system so that finished files move into place in
/// one step, and three levels deep where an overlay is, so that its relative paths mean the same here.
/// </summary>
public sealed class Stage
{
    public const string Folder = ".gitopsgen";

    private int next;

    public Stage(string root)
    {
        Scratch = Path.Join(root, Folder);
        Root = Path.Join(Scratch, "stage");
    }

    /// <summary>Absolute path of <c>.gitopsgen</c>.</summary>
    public string Scratch { get; }

    public string Root { get; }

    public string Cache => Path.Join(Scratch, "cache");

    /// <summary>Starts empty. What an earlier run left is of no use to anybody once its journal is done.</summary>
    public void Open()
    {
        Close();
        Directory.CreateDirectory(Root);
        var ignore = Path.Join(Scratch, ".gitignore");
        if (!File.Exists(ignore)) File.WriteAllText(ignore, "*\n");
    }

    public void Close()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }

    public bool Holds(string file) => file.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>A path for a finished file.</summary>
    public string NewFile() => Path.Join(Root, $"f{Interlocked.Increment(ref next)}");

    /// <summary>A folder for an overlay at the depth of <paramref name="directory"/>.</summary>
    public string NewOverlay(string directory)
    {
        var folder = Path.Join(Root, $"o{Interlocked.Increment(ref next)}");
        for (var depth = directory.Count(c => c == '/') + 1; depth > 3; depth--) folder = Path.Join(folder, "x");
        return folder;
    }
}
