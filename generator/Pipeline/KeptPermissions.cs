using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Render;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline;

/// <summary>
/// What each project must still permit for what this change prunes: all that the synced project permits and nothing rendered needs, but for
/// what an earlier change had kept. So it goes with the first render after that change is synced.
/// </summary>
/// <param name="synced">What Argo CD has synced.</param>
/// <param name="here">What lies in the work tree.</param>
/// <param name="isCheck">
/// What is recorded here stands as well, if the synced project permits it: to drop it is for the next render, not a mistake of this commit.
/// </param>
public sealed class KeptPermissions(IFleetFiles synced, IFleetFiles here, bool isCheck, DiagnosticBag diagnostics)
{
    /// <param name="environmentClass">Whose project it is.</param>
    /// <param name="needed">What its units need now.</param>
    public ProjectScope Of(string environmentClass, ProjectScope needed)
    {
        var path = FleetLayout.Project(environmentClass);
        var before = Synced(path) is { } project ? ProjectScope.Read(project).Except(KeptScope.Read(project)) : ProjectScope.Nothing;
        var kept = before.With(isCheck ? Recorded(path) : ProjectScope.Nothing).Except(needed);
        if (!kept.IsEmpty)
            diagnostics.Add(Messages.PermissionsKept(Position.Start(path), environmentClass, [.. KeptScope.Lines(kept)]));
        return kept;
    }

    private ProjectScope Recorded(string path)
    {
        if (Document(here, path, new DiagnosticBag()) is not { } project || Synced(path) is not { } before)
            return ProjectScope.Nothing;
        var recorded = KeptScope.Read(project);
        return recorded.Except(ProjectScope.Read(before)).IsEmpty ? recorded : ProjectScope.Nothing;
    }

    // A project that cannot be read is written anew, and what it was cannot be known, which is said: to mend it takes a render.
    private YamlMap? Synced(string path)
    {
        var trouble = new DiagnosticBag();
        var project = Document(synced, path, trouble);
        if (trouble.Sorted() is [var first, ..])
            diagnostics.Add(Messages.ManifestUnreadable(first.At ?? Position.Start(path), "what is synced", first.Message));
        return project;
    }

    private static YamlMap? Document(IFleetFiles files, string path, DiagnosticBag trouble) =>
        files.IsRegular(path) && files.ReadText(path, FileTree.TextLimit, trouble) is { } text
            ? YamlReader.ReadMap(path, text, trouble)
            : null;
}
