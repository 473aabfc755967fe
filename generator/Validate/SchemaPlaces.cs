using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate;

/// <summary>
/// Brings the schemas to hand that objects are held to: those of the repository first, then what the fleet file names. Each is read once,
/// and only when some object needs it.
/// </summary>
public sealed class SchemaPlaces
{
    private readonly FileTree files;
    private readonly DiagnosticBag diagnostics;
    private readonly SchemaFolderReader folder;
    private readonly FetchedSchemas? fetched;
    private readonly ImmutableArray<Place> places;
    private readonly ConcurrentDictionary<(string Group, string Kind), Lazy<ImmutableArray<KindSchema>>> kinds = new();
    private readonly Lazy<DefinitionSet> definitions;
    private readonly Lazy<string> digest;

    /// <param name="places">Files and folders of the repository with definitions and descriptions, and addresses.</param>
    /// <param name="fetched">Null where no place is an address.</param>
    public SchemaPlaces(FileTree files, IEnumerable<YamlScalar> places, DiagnosticBag diagnostics, FetchedSchemas? fetched = null)
    {
        (this.files, this.diagnostics, this.fetched) = (files, diagnostics, fetched);
        folder = new SchemaFolderReader(files, diagnostics);
        this.places = [.. places.Select(Resolve).OfType<Place>()];
        definitions = new(() => folder.ReadDefinitions() ?? DefinitionSet.Empty);
        digest = new(() => Files.Digest.OfText(string.Join('\n', Stamps())));
    }

    private abstract record Place
    {
        public sealed record AtHand(string Path, Lazy<SchemaLibrary> Library) : Place;

        public sealed record OnServer(SchemaAddress Address, Position At) : Place;
    }

    /// <summary>Of everything that is or may be read, once all was fetched.</summary>
    public string Digest => digest.Value;

    public IReadOnlyList<SchemaLibrary> Of(ClusterContents contents)
    {
        var read = SchemaSubject
            .Kinds(contents)
            .SelectMany(kind => kinds.GetOrAdd((kind.Group, kind.Kind), _ => new(() => [.. folder.Read(kind.Group, kind.Kind)])).Value)
            .ToList();
        var own = new SchemaLibrary(read, read.OfType<BuiltInSchema>().Any() ? definitions.Value : DefinitionSet.Empty);
        return [own, .. places.Select(place => Library(place, contents))];
    }

    /// <summary>Fetches what no place before an address has. To be done before anything is judged.</summary>
    public async Task FetchAsync(IEnumerable<ContentsSource> sources, CancellationToken cancellation)
    {
        if (!places.OfType<Place.OnServer>().Any())
            return;
        foreach (var source in sources)
            await FetchAsync(source.Read(), cancellation);
    }

    private async Task FetchAsync(ClusterContents contents, CancellationToken cancellation)
    {
        for (var i = 0; i < places.Length; i++)
            if (places[i] is Place.OnServer server)
            {
                var store = new SchemaStore(contents.Objects, Of(contents).Take(i + 1));
                var missing = Wanted(contents)
                    .Where(one => store.Find(one.Group, one.Version, one.Kind, one.Release) is SchemaAnswer.Unknown);
                await fetched!.FetchAsync(server.Address, server.At, missing, cancellation);
            }
    }

    private SchemaLibrary Library(Place place, ClusterContents contents) =>
        place is Place.OnServer server
            ? new SchemaLibrary(Wanted(contents).SelectMany(one => fetched!.Of(server.Address, one)).Distinct(), DefinitionSet.Empty)
            : ((Place.AtHand)place).Library.Value;

    private static IEnumerable<WantedSchema> Wanted(ClusterContents contents)
    {
        var release = KubernetesRelease.Of(contents.KubernetesVersion);
        return SchemaSubject.Versions(contents).Select(one => new WantedSchema(one.Group, one.Version, one.Kind, release));
    }

    private IEnumerable<string> Stamps() =>
        places
            .OfType<Place.AtHand>()
            .Select(place => place.Path)
            .Append(SchemaFolder.Directory)
            .SelectMany(files.Walk)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {files.Sha256(path)}")
            .Append(fetched?.Digest ?? "");

    private Place? Resolve(YamlScalar place)
    {
        if (place.Text.Contains("://", StringComparison.Ordinal))
            return OnServer(place);
        var path = RepositoryPath.ResolveInside("", place.Text);
        var why =
            path is null ? "it does not stay in the repository"
            : files.LinkOnTheWay(path) is { } link ? $"'{link}' is a symbolic link"
            : !files.FileExists(path) && !files.DirectoryExists(path) ? "there is no such file or folder"
            : null;
        if (why is null)
            return new Place.AtHand(path!, new(() => Imported(files.Absolute(path!))));
        diagnostics.Add(Messages.SchemaPlaceUnusable(place.At, place.Text, why));
        return null;
    }

    private Place.OnServer? OnServer(YamlScalar place)
    {
        if (SchemaAddress.Of(place.Text, out var why) is { } address)
            return fetched!.IsAllowed(address, place.At) ? new Place.OnServer(address, place.At) : null;
        diagnostics.Add(Messages.SchemaPlaceUnusable(place.At, place.Text, why));
        return null;
    }

    private SchemaLibrary Imported(string full)
    {
        var import = new SchemaImport(null, diagnostics);
        foreach (var file in new SourceFiles(diagnostics).Read(full, out _))
            import.Add(file);
        var (found, described) = (import.Result.Kinds, import.Result.Definitions);
        return new SchemaLibrary(found, described.Aggregate(DefinitionSet.Empty, (all, one) => all.With(one.Release, one.Schemas)));
    }
}
