using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Own;
using GitOpsGen.Plan;

namespace GitOpsGen.Pipeline;

/// <summary>The owned.json records of the repository.</summary>
/// <param name="InScope">Those the run has a say in.</param>
/// <param name="Others">Those that its selection leaves out.</param>
public sealed record Records(IReadOnlyList<OwnedFiles> InScope, IReadOnlyList<OwnedFiles> Others)
{
    public IReadOnlyList<OwnedFiles> All => [.. InScope, .. Others];

    public static Records Read(Workspace workspace, Selection selection, RenderPlan plan, DiagnosticBag diagnostics)
    {
        var waves = plan.Fleet.Environments.ToDictionary(environment => environment.Name, environment => environment.Settings.Wave?.Text ?? "", StringComparer.Ordinal);
        var all = Directories(workspace).Select(directory => Read(workspace, directory, diagnostics)).OfType<OwnedFiles>().ToLookup(record => IsSelected(record.Directory));
        return new Records([.. all[true]], [.. all[false]]);

        bool IsSelected(string directory) =>
            directory.Split('/') is not ["environments", var environment, var app, ..]
            || (selection.Contains(environment, app) && (selection.Waves.IsEmpty || selection.Waves.Contains(waves.GetValueOrDefault(environment, ""), StringComparer.Ordinal)));
    }

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
