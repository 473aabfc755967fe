using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.State;
using GitOpsGen.Yaml;

namespace GitOpsGen.Cli.Init;

/// <summary>Does what <c>gitopsgen init</c> was asked for.</summary>
public sealed class InitFleet(InitOptions options, Streams streams)
{
    private readonly DiagnosticBag diagnostics = new();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Join(options.Folder, FleetLayout.FleetFile)))
            return await MakeAsync(cancellation);
        if (options.Clusters.Count > 0 && options.Apps.Count == 0)
            return await RegisterAsync(cancellation);
        diagnostics.Add(Messages.FleetExists(options.Folder));
        return Refuse();
    }

    private async Task<int> MakeAsync(CancellationToken cancellation)
    {
        var catalogue = AppCatalogue.Own;
        foreach (var name in options.Apps.Where(name => !catalogue.Apps.ContainsKey(name)))
            diagnostics.Add(Messages.UnknownCatalogueApp(name, catalogue.Apps.Keys));
        if (diagnostics.HasErrors)
            return Refuse();
        var repository = await RepositoryState.OfAsync(options.Folder, cancellation);
        var apps = catalogue.WithRequired(options.Apps.Count > 0 ? options.Apps : [NewFleet.DefaultApp]);
        var fleet = NewFleet.Of(DnsLabel.Mend(Path.GetFileName(options.Folder)), repository.Origin, apps, options.Clusters, catalogue);
        var files = fleet.Files();
        // Hosts and tools make one with a repository; its rules stay.
        var joins = EntryKinds.Of(Path.Join(options.Folder, NewFleet.IgnoreFile)) == EntryKind.Regular;
        var made = joins ? files.Remove(NewFleet.IgnoreFile) : files;
        foreach (var name in NewFiles.InTheWay(options.Folder, made.Keys))
            diagnostics.Add(Messages.InitInTheWay(options.Folder, name));
        if (diagnostics.HasErrors)
            return Refuse();

        if (!options.IsDryRun)
        {
            NewFiles.Write(options.Folder, made, FleetLayout.FleetFile, cancellation);
            if (joins)
                NewFiles.Append(Path.Join(options.Folder, NewFleet.IgnoreFile), files[NewFleet.IgnoreFile]);
            repository = await repository.InitialisedAsync(cancellation);
        }

        new InitReport(options, streams).Made(fleet, files, joins ? [NewFleet.IgnoreFile] : [], repository);
        return ExitCodes.Done;
    }

    private async Task<int> RegisterAsync(CancellationToken cancellation)
    {
        using var state = options.IsDryRun ? StateFolder.Temporary() : StateFolder.Open(options.Folder);
        using var taken = options.IsDryRun
            ? null
            : await RepositoryLock.TakeAsync(state, line => streams.Error.WriteLine($"gitopsgen: {line}"), cancellation);
        var registrations = new ClusterRegistration(new Workspace(options.Folder, state), diagnostics).Register(
            options.Clusters,
            options.IsDryRun
        );
        if (diagnostics.HasErrors)
            return Refuse();
        new InitReport(options, streams).Registered(registrations);
        return ExitCodes.Done;
    }

    private int Refuse()
    {
        streams.Diagnostics(diagnostics.Sorted());
        if (options.Format == OutputFormat.Json)
            streams.Write(
                "init",
                new JsonObject
                {
                    ["folder"] = options.Folder,
                    ["dryRun"] = options.IsDryRun,
                    ["diagnostics"] = DiagnosticJson.Of(diagnostics.Sorted()),
                }
            );
        return ExitCodes.Failed;
    }
}

/// <summary>What git has to do with a folder.</summary>
/// <param name="Kind"><c>created</c>, <c>root</c> (it is a repository's root already), <c>below</c> (inside of one), <c>none</c>, or
/// <c>missing</c> (no git here).</param>
/// <param name="Root">Of the repository that holds the folder.</param>
public sealed record RepositoryState(string Folder, string Kind, string? Root, string? Origin)
{
    public static async Task<RepositoryState> OfAsync(string folder, CancellationToken cancellation)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing)!;
        var git = new GitRepository(existing);
        try
        {
            if (await git.RootAsync(cancellation) is not { } root)
                return new RepositoryState(folder, "none", null, null);
            return root == Path.TrimEndingDirectorySeparator(folder)
                ? new RepositoryState(folder, "root", root, await git.OriginAsync(cancellation))
                : new RepositoryState(folder, "below", root, null);
        }
        catch (FileNotFoundException)
        {
            return new RepositoryState(folder, "missing", null, null);
        }
    }

    public async Task<RepositoryState> InitialisedAsync(CancellationToken cancellation) =>
        Kind == "none" && await new GitRepository(Folder).InitialiseAsync(cancellation)
            ? this with
            {
                Kind = "created",
                Root = Folder,
            }
            : this;
}
