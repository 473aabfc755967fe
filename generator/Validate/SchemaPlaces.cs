using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate;

/// <summary>Brings the schemas to hand that objects are held to: those of the repository first, then what the fleet file names.</summary>
public sealed class SchemaPlaces(FileTree files, DiagnosticBag diagnostics)
{
    /// <param name="places">Files and folders of the repository with definitions and descriptions.</param>
    public IReadOnlyList<SchemaLibrary> Read(IEnumerable<YamlScalar> places, IReadOnlyList<ClusterContents> contents)
    {
        var kinds = contents.SelectMany(SchemaSubject.Kinds).Distinct();
        return [new SchemaFolderReader(files, diagnostics).Read(kinds), .. places.Select(Place)];
    }

    private SchemaLibrary Place(YamlScalar place)
    {
        if (place.Text.Contains("://", StringComparison.Ordinal))
            return Refused(place, "nothing is fetched here; import what is there with `gitopsgen schema import`");
        if (RepositoryPath.ResolveInside("", place.Text) is not { } path)
            return Refused(place, "it does not stay in the repository");
        if (files.LinkOnTheWay(path) is { } link)
            return Refused(place, $"'{link}' is a symbolic link");
        return files.FileExists(path) || files.DirectoryExists(path)
            ? Imported(files.Absolute(path))
            : Refused(place, "there is no such file or folder");
    }

    private SchemaLibrary Imported(string full)
    {
        var import = new SchemaImport(null, diagnostics);
        foreach (var file in new SourceFiles(diagnostics).Read(full, out _))
            import.Add(file);
        var (kinds, definitions) = (import.Result.Kinds, import.Result.Definitions);
        return new SchemaLibrary(kinds, definitions.Aggregate(DefinitionSet.Empty, (all, one) => all.With(one.Release, one.Schemas)));
    }

    private SchemaLibrary Refused(YamlScalar place, string why)
    {
        diagnostics.Add(Messages.SchemaPlaceUnusable(place.At, place.Text, why));
        return SchemaLibrary.Empty;
    }
}
