using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>What a person calls an app that has no name yet.</summary>
/// <param name="Name">Null: what it comes from says it.</param>
/// <param name="Namespace">Null likewise.</param>
public sealed record AppNaming(string? Name, string? Namespace);

/// <summary>
/// Reads any folder as an app: one with an app.yaml as it is; one with a chart, a kustomization or plain manifests gets an app.yaml. It may
/// lie anywhere, as the caller's own word; no link in it is followed.
/// </summary>
/// <param name="fleet">The folder of the fleet that it comes into; null where it is read for another.</param>
public sealed class FolderApp(string folder, AppNaming naming, DiagnosticBag diagnostics, string? fleet = null)
{
    private const string Description = SourceFolder.DescriptionFile;

    private const int Most = 2000;

    private readonly FileTree files = new(folder);

    public FoundApp? Read()
    {
        if (EntryKinds.Of(folder) == EntryKind.Link)
        {
            diagnostics.Add(Messages.SymbolicLink(Position.Start(folder), folder));
            return null;
        }

        if (HoldsFleet())
        {
            Refused("the fleet itself lies in it. Name the folder of one app.");
            return null;
        }

        if (Contents() is not { } contents)
            return null;
        var app = contents.ContainsKey(Description) ? Described(contents) : new PlainApp(folder, naming, diagnostics).Of(contents);
        return app is null ? null : new FoundApp(app, Beside, Prerequisite) { CanBeCalled = !contents.ContainsKey(Description) };
    }

    private bool HoldsFleet() =>
        fleet is not null
        && $"{Path.TrimEndingDirectorySeparator(fleet)}{Path.DirectorySeparatorChar}".StartsWith(
            $"{Path.TrimEndingDirectorySeparator(files.Root)}{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        );

    // Of a fleet's app its releases are another's history, and what git keeps is none of its files.
    private ImmutableSortedDictionary<string, byte[]>? Contents()
    {
        var found = files.Walk("", "releases").Where(path => !path.Split('/').Contains(".git")).Take(Most + 1).ToList();
        if (found.Count > Most)
            return Refused($"it has more than {Most} files. Name the folder of one app.");
        var contents = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in found)
        {
            var kind = files.KindOf(path);
            if (kind == EntryKind.Link)
                diagnostics.Add(Messages.SymbolicLink(Position.Start(path), path));
            else if (kind != EntryKind.Regular)
                diagnostics.Add(Messages.NotRegular(Position.Start(path), path, kind.Words()));
            else if (files.Length(path) > FileTree.BaseLimit)
                diagnostics.Add(Messages.FileTooLarge(Position.Start(path), files.Length(path), FileTree.BaseLimit));
            else
                contents[path] = files.ReadBytes(path);
        }

        return diagnostics.HasErrors ? null
            : contents.Count == 0 ? Refused("it is empty.")
            : contents.ToImmutable();
    }

    private CatalogueApp? Described(ImmutableSortedDictionary<string, byte[]> contents)
    {
        var document = YamlReader.ReadMap(
            Description,
            files.ReadText(Description, FileTree.DescriptionLimit, diagnostics) ?? "",
            diagnostics
        );
        if (diagnostics.HasErrors || document?.Map("spec") is not { } spec || document.Map("metadata")?.Text("name") is not { } name)
            return Refused<CatalogueApp>("its app.yaml has no metadata.name or no spec.");
        if (naming != new AppNaming(null, null))
            return Refused<CatalogueApp>("its app.yaml says name and namespace; leave --name and --namespace out.");
        if (!DnsLabel.IsValid(name))
            return Refused<CatalogueApp>($"its name '{name}' is no DNS label. Nearest: {DnsLabel.Mend(name)}.");
        return CatalogueApp.Read(name, spec, InFleet(name, contents).SetItems(Pages(name)));
    }

    internal static ImmutableSortedDictionary<string, byte[]> InFleet(string name, IEnumerable<KeyValuePair<string, byte[]>> contents) =>
        contents.ToImmutableSortedDictionary(
            file => $"{FleetLayout.App(name).Directory}/{file.Key}",
            file => file.Value,
            StringComparer.Ordinal
        );

    // The app of a fleet has its documents two folders above.
    private Dictionary<string, byte[]> Pages(string name) =>
        Fleet is { } fleet
            ? AppPages.Of(name).Where(fleet.IsRegular).ToDictionary(page => page, fleet.ReadBytes, StringComparer.Ordinal)
            : [];

    private FileTree? Fleet =>
        Path.GetDirectoryName(Path.GetDirectoryName(files.Root)) is { } above && File.Exists(Path.Join(above, FleetLayout.FleetFile))
            ? new FileTree(above)
            : null;

    private CatalogueApp? Beside(string name)
    {
        var other = DnsLabel.IsValid(name) ? Path.Join(Path.GetDirectoryName(files.Root), name) : null;
        return other is not null && File.Exists(Path.Join(other, Description))
            ? new FolderApp(other, new AppNaming(null, null), diagnostics).Read()?.App
            : null;
    }

    private YamlMap? Prerequisite(string name) =>
        Fleet is { } fleet
        && fleet.ReadText(FleetLayout.FleetFile, FileTree.DescriptionLimit, new DiagnosticBag()) is { } text
        && YamlReader.ReadMap(FleetLayout.FleetFile, text, new DiagnosticBag())?.Map("spec") is { } spec
            ? spec.List("prerequisites").OfType<YamlMap>().FirstOrDefault(item => item.Text("name") == name)
            : null;

    private ImmutableSortedDictionary<string, byte[]>? Refused(string reason) => Refused<ImmutableSortedDictionary<string, byte[]>>(reason);

    private TNone? Refused<TNone>(string reason)
        where TNone : class
    {
        diagnostics.Add(Messages.NoAppInFolder(folder, reason));
        return null;
    }
}
