using GitOpsGen.Check.Sync;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Sync;

/// <summary>The rules of the sync over every Application of this repository's own fleet whose manifests are committed.</summary>
public sealed class FleetSyncTests
{
    [Fact]
    public void This_fleet_does_what_it_says()
    {
        var diagnostics = new DiagnosticBag();
        foreach (var file in Directory.EnumerateFiles(Path.Join(Repository.Root, "argocd", "apps"), "*.yaml", SearchOption.AllDirectories))
        foreach (var change in Changes(file))
            SyncChecks.Check(change, diagnostics);

        Assert.Equal("", string.Join('\n', diagnostics.Sorted()));
    }

    private static IEnumerable<ApplicationChange> Changes(string file)
    {
        var document = Read(file);
        if (Rendered(document) is not { } rendered)
            return [];
        return ApplicationReader
            .Read(document, Position.Start(Path.GetFileName(file)))
            .Select(change => change with { Rendered = rendered, Project = Project(document) });
    }

    // Null where Argo CD inflates something itself, so that not all objects are known.
    private static Manifests? Rendered(YamlMap document)
    {
        var spec = document.Map("spec");
        spec = spec?.Map("template")?.Map("spec") ?? spec;
        var path = spec?.Map("source")?.Text("path");
        var file = Path.Join(Repository.Root, path, "manifests.yaml");
        return path is not null && File.Exists(file) ? Manifests.Read(file, File.ReadAllText(file), new DiagnosticBag()) : null;
    }

    private static ProjectPermissions Project(YamlMap document)
    {
        var spec = document.Map("spec");
        spec = spec?.Map("template")?.Map("spec") ?? spec;
        return ProjectPermissions.Read(Read(Path.Join(Repository.Root, "argocd", "projects", spec!.Text("project") + ".yaml")));
    }

    private static YamlMap Read(string file) => YamlReader.ReadMap(file, File.ReadAllText(file), new DiagnosticBag())!;
}
