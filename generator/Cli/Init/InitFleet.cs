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
        var apps = catalogue.WithRequired(options.Apps.Count > 0 ? options.Apps : catalogue.Defaults);
        var fleet = NewFleet.Of(
            DnsLabel.Mend(Path.GetFileName(options.Folder)),
            new NewRepository(repository.Origin, repository.Branch),
            apps,
            options.Clusters,
            catalogue
        );
        var room = FolderRoom.For(fleet, options.Folder);
        foreach (var name in room.InTheWay)
            diagnostics.Add(Messages.InitInTheWay(options.Folder, name));
        if (diagnostics.HasErrors)
            return Refuse();

        if (!options.IsDryRun)
        {
            room.Write(cancellation);
            repository = await repository.InitialisedAsync(cancellation);
        }

        new InitReport(options, streams).Made(fleet, room, repository);
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
