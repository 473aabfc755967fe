using GitOpsGen.Layout;

namespace GitOpsGen.State;

/// <summary>
/// Where a run finishes files before any moves into place, and where overlays are built: in a tree that mirrors the repository, so that
/// their relative paths mean the same, and that holds nothing but what was looked through.
/// </summary>
/// <param name="isTrial">Nothing of it will move: it is apart from what a run that was killed while it wrote has staged.</param>
public sealed class Stage(StateFolder state, bool isTrial = false)
{
    private int next;

    public string Root { get; } = Path.Join(state.Path, isTrial ? "trial" : "stage");

    /// <summary>The mirror of the repository, absolute.</summary>
    public string Tree => Path.Join(Root, "tree");

    /// <summary>Starts empty. What an earlier run left is of no use to anybody once its journal is done.</summary>
    public void Open()
    {
        Close();
        Directory.CreateDirectory(Root);
    }

    public void Close()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    public bool Holds(string file) => Path.GetDirectoryName(file) == Root;

    /// <summary>A path for a finished file.</summary>
    public string NewFile() => Path.Join(Root, $"f{Interlocked.Increment(ref next)}");

    /// <summary>The finished file of that name; null when it cannot be the name of one.</summary>
    public string? FileOf(string name) =>
        name.Length is > 1 and < 12 && name[0] == 'f' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            ? Path.Join(Root, name)
            : null;

    /// <summary>
    /// A folder of the mirror for an overlay, as deep as its own; each build gets another, because one overlay may be built in several ways
    /// at once.
    /// </summary>
    /// <param name="directory">Of the overlay in the repository.</param>
    public string NewOverlay(string directory) =>
        Path.Join(Tree, FleetLayout.InEnvironment(directory, $"o{Interlocked.Increment(ref next)}"));
}
