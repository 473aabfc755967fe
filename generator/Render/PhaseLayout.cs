using System.Collections.Immutable;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// The overlay of an app between two namespaces: a parent over <c>old/</c> (the base as it is) and <c>new/</c> (the same base with
/// <c>namespace:</c>), each with its own patches, and the Jobs between the waves. The parent transforms nothing: a <c>namespace:</c>
/// there would conflict, and <c>replicas:</c> would reach both copies.
/// </summary>
/// <param name="content">What a side is put together from.</param>
/// <param name="render">Renders a file of the app as a template; null when that failed, which is reported.</param>
internal sealed class PhaseLayout(
    Unit unit,
    Func<Side, OverlayContent> content,
    Func<YamlScalar, Dictionary<string, object?>, string?> render,
    Dictionary<string, object?> data
)
{
    private readonly Migration migration = unit.App.Migration!;
    private readonly PhaseSides sides = PhaseSides.Of(unit.Deployment.Progress);
    private readonly ImmutableSortedDictionary<string, string>.Builder files = ImmutableSortedDictionary.CreateBuilder<string, string>(
        StringComparer.Ordinal
    );
    private readonly ImmutableSortedDictionary<string, string>.Builder unpatched = ImmutableSortedDictionary.CreateBuilder<string, string>(
        StringComparer.Ordinal
    );
    private readonly ImmutableArray<EmittedPatch>.Builder patches = ImmutableArray.CreateBuilder<EmittedPatch>();
    private readonly List<string> resources = [];

    // The new side is built for the bridge from the beginning, so that no later phase changes its pod templates.
    private bool WantsBridge => migration.Bridge is { } bridge && unit.Parameters.Flag(bridge.Parameter);

    private bool HasBridge => WantsBridge && unit.Deployment.Progress.Phase >= Phase.Cutover;

    public Overlay Render()
    {
        data["migration"] = new MigrationData(unit, migration, sides).Values();
        var phasePatches = new PhasePatches(unit, migration);
        if (sides.Old != SideState.Absent)
        {
            var old = content(Side.Old);
            var bridged = HasBridge ? [phasePatches.Delete("Service", migration.Bridge!.Service)] : Array.Empty<EmittedPatch>();
            Add(
                OverlayFolder.OldFolder,
                old with
                {
                    Patches = [.. old.Patches, .. phasePatches.Of(sides.Old, sides.OldWave), .. phasePatches.KeepOriginals(), .. bridged],
                }
            );
        }

        var @new = content(Side.New);
        Add(
            OverlayFolder.NewFolder,
            @new with
            {
                Namespace = migration.To,
                Patches = [.. @new.Patches.Select(WithoutNamespace), .. BridgePatches(), .. phasePatches.Of(sides.New, sides.NewWave)],
                Replacements = [.. NamespaceVariables()],
            }
        );
        foreach (var job in migration.Jobs.Where(IsUsed))
            Resource(OverlayFolder.Job(RepositoryPath.Name(job.File.Text)), Named(job.File));
        if (HasBridge)
            Resource(OverlayFolder.Bridge(RepositoryPath.Name(migration.Bridge!.File.Text)), render(migration.Bridge.File, data));
        files[OverlayFolder.KustomizationFile] = YamlWriter.Write(
            Y.Map(
                ("apiVersion", Y.Text("kustomize.config.k8s.io/v1beta1")),
                ("kind", Y.Text("Kustomization")),
                ("resources", Y.Texts(resources))
            ),
            OverlayRenderer.Notice
        );
        return new Overlay(unit, files.ToImmutable(), patches.ToImmutable(), NeedsBuild: true) { Unpatched = unpatched.ToImmutable() };
    }

    private void Add(string side, OverlayContent part)
    {
        resources.Add(side);
        var directory = $"{unit.Directory}/{side}";
        var texts = part.Patches.Select(patch => KeyValuePair.Create(patch.File, patch.Text)).ToDictionary(StringComparer.Ordinal);
        foreach (var (path, text) in part.Files)
            files[$"{side}/{path}"] = text;
        foreach (var (path, text) in texts)
            files[$"{side}/{path}"] = text;
        patches.AddRange(part.Patches);
        files[$"{side}/{OverlayFolder.KustomizationFile}"] = part.Kustomization(directory);
        if (part.Patches.Any(patch => patch.Deletes))
            unpatched[$"{side}/{OverlayFolder.KustomizationFile}"] = (
                part with
                {
                    Patches = [.. part.Patches.Where(patch => !patch.Deletes)],
                }
            ).Kustomization(directory);
    }

    // Kustomize looks for targets before it changes the namespace; our own check looks at the result.
    private EmittedPatch WithoutNamespace(EmittedPatch patch) =>
        patch.Target?["namespace"] is null
            ? patch
            : patch with
            {
                Target = Y.Map(
                    patch
                        .Target.Entries.Where(entry => entry.Key.Text != "namespace")
                        .Select(entry => (entry.Key.Text, (YamlNode?)entry.Value))
                ),
            };

    private IEnumerable<EmittedPatch> BridgePatches() =>
        WantsBridge
            ? migration
                .Bridge!.Patches.Select(file =>
                    render(file, data) is { } text
                        ? new EmittedPatch(file.At, OverlayFolder.Patch(RepositoryPath.Name(file.Text)), text, null)
                        : null
                )
                .OfType<EmittedPatch>()
            : [];

    // A variable that says the pod's own namespace takes it from the object, which the transformer has moved by then.
    private IEnumerable<YamlMap> NamespaceVariables() =>
        migration
            .NamespaceVariables.Where(variable => unit.Deployment.Holds(variable.When))
            .Select(variable =>
                Y.Map(
                    (
                        "source",
                        Y.Map(
                            ("kind", Y.Text(variable.Object.Kind)),
                            ("name", Y.Text(variable.Object.Name)),
                            ("fieldPath", Y.Text("metadata.namespace"))
                        )
                    ),
                    (
                        "targets",
                        Y.List(
                            Y.Map(
                                ("select", Y.Map(("kind", Y.Text(variable.Object.Kind)), ("name", Y.Text(variable.Object.Name)))),
                                (
                                    "fieldPaths",
                                    Y.Texts([
                                        $"spec.template.spec.containers.[name={variable.Container}].env.[name={variable.Variable}].value",
                                    ])
                                )
                            )
                        )
                    )
                )
            );

    private bool IsUsed(MigrationJob job) =>
        job.Use == JobUse.Prepare ? unit.Deployment.Progress.Phase is Phase.Prepared or Phase.Cutover or Phase.Soak : sides.IsCrossing;

    /// <summary>A Job cannot be changed, so its name says its content: <c>{{job.hash}}</c>.</summary>
    private string? Named(YamlScalar file)
    {
        data["job"] = Job("");
        if (render(file, data) is not { } unnamed)
            return null;
        data["job"] = Job(Digest.OfText(unnamed)[..8]);
        return render(file, data);
    }

    private static Dictionary<string, object?> Job(string hash) => new(StringComparer.Ordinal) { ["hash"] = hash };

    private void Resource(string path, string? text)
    {
        if (text is null)
            return;
        files[path] = text;
        resources.Add(path);
    }
}
