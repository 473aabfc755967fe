using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Own;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>Finds the owned.json records that a run has a say in.</summary>
public static class Records
{
    public static IReadOnlyList<OwnedFiles> Read(Workspace workspace, Selection selection, RenderPlan plan, DiagnosticBag diagnostics)
    {
        var waves = plan.Fleet.Environments.ToDictionary(environment => environment.Name, environment => environment.Settings.Wave?.Text ?? "", StringComparer.Ordinal);
        return [.. Directories(workspace).Where(InScope).Select(directory => Read(workspace, directory, diagnostics)).OfType<OwnedFiles>()];

        bool InScope(string directory) =>
            directory.Split('/') is not ["environments", var environment, var app, ..]
            || (selection.Contains(environment, app) && (selection.Waves.IsEmpty || selection.Waves.Contains(waves.GetValueOrDefault(environment, ""), StringComparer.Ordinal)));
    }

    /// <summary>How many files the tool owns in the whole repository.</summary>
    public static int OwnedCount(Workspace workspace) =>
        Directories(workspace).Select(directory => Read(workspace, directory, new DiagnosticBag())).Sum(record => record?.Files.Count ?? 0);

    private static OwnedFiles? Read(Workspace workspace, string directory, DiagnosticBag diagnostics) =>
        workspace.Files.ReadText($"{directory}/{OwnedFiles.FileName}", FileTree.TextLimit, diagnostics) is { } text ? OwnedFiles.Read(directory, text, diagnostics) : null;

    private static IEnumerable<string> Directories(Workspace workspace)
    {
        var none = new DiagnosticBag();
        return Candidates().Where(directory => workspace.Files.FileExists($"{directory}/{OwnedFiles.FileName}"));

        IEnumerable<string> Candidates()
        {
            yield return "argocd";
            foreach (var environment in workspace.Files.Directories("environments", none))
            {
                foreach (var app in workspace.Files.Directories($"environments/{environment}", none))
                {
                    yield return $"environments/{environment}/{app}";
                    foreach (var cluster in workspace.Files.Directories($"environments/{environment}/{app}", none)) yield return $"environments/{environment}/{app}/{cluster}";
                }
            }
        }
    }
}
