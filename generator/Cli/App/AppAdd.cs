using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Catalogue;
using GitOpsGen.Cli.Init;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Ownership;
using GitOpsGen.Plan;

namespace GitOpsGen.Cli.App;

/// <summary>Does what <c>gitopsgen app add</c> was asked for.</summary>
public sealed class AppAdd(FleetWork work, AddOptions asked, Streams streams)
{
    private readonly AppCatalogue catalogue = AppCatalogue.Own;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        foreach (var environment in asked.Environments)
            new NameChecks(work.Fleet, work.Diagnostics).Environment("--env", environment);
        CheckNaming();
        if (work.Diagnostics.HasErrors || await FindAsync(cancellation) is not { } found)
            return Refused();
        var edit = new FleetEdit(work.Workspace, work.Diagnostics);
        var added = new AppAddition(work.Workspace, work.Fleet, catalogue, edit, work.Diagnostics).Add(
            found.Or(catalogue),
            asked.Environments
        );
        if (!work.Diagnostics.HasErrors)
            edit.Check();
        if (work.Diagnostics.HasErrors)
            return Refused();
        var (files, placeholders) = (edit.Kinds, edit.NewPlaceholders);
        if (!asked.IsDryRun)
            edit.Write(cancellation);
        if (asked.Format == OutputFormat.Json)
            streams.Write("app add", Json(found.App.Name, added, files, placeholders));
        else
            Text(found.App.Name, added, files, placeholders);
        return ExitCodes.Done;
    }

    private void CheckNaming()
    {
        foreach (var (option, said) in new[] { ("--name", asked.Naming.Name), ("--namespace", asked.Naming.Namespace) })
            if (said is not null && !DnsLabel.IsValid(said))
                work.Diagnostics.Add(Messages.NotALabel(Position.Start(""), $"the {option[2..]}", said).OfArgument($"{option} {said}"));
        if (asked.Naming != new AppNaming(null, null) && IsName && IsKnown)
            work.Diagnostics.Add(Messages.NameSaidAlready(asked.What).OfArgument($"<app> {asked.What}"));
    }

    private bool IsName => !asked.What.AsSpan().ContainsAny('/', '\\') && asked.What != "." && asked.What != "..";

    private bool IsKnown => work.Fleet.HasApp(asked.What) || catalogue.Apps.ContainsKey(asked.What);

    // A name of the catalogue, or of the fleet, is one; a folder of that name is said with a slash.
    private async Task<FoundApp?> FindAsync(CancellationToken cancellation)
    {
        if (ChartReference.IsMeant(asked.What))
            return await ChartAsync(cancellation);
        if (IsName && work.Fleet.HasApp(asked.What))
            return AppAddition.OfFleet(work.Workspace, asked.What, work.Diagnostics) is { } own
                ? FoundApp.Alone(own) with
                {
                    IsOfFleet = true,
                }
                : null;
        if (IsName && catalogue.Apps.ContainsKey(asked.What))
            return FoundApp.OfCatalogue(catalogue, asked.What);
        if (Directory.Exists(asked.What))
            return new FolderApp(Path.GetFullPath(asked.What), asked.Naming, work.Diagnostics, work.Workspace.Files.Root).Read();
        work.Diagnostics.Add(Messages.UnknownAppSource(asked.What, catalogue.Apps.Keys).OfArgument($"<app> {asked.What}"));
        return null;
    }

    private async Task<FoundApp?> ChartAsync(CancellationToken cancellation)
    {
        if (ChartReference.Parse(asked.What) is not { } chart)
        {
            // Behind the question mark may be a token.
            var shown = asked.What.Split('?') is [var address, _, ..] ? $"{address}?…" : asked.What;
            work.Diagnostics.Add(Messages.ChartWithoutVersion(shown).OfArgument($"<app> {shown}"));
            return null;
        }

        var app = new ChartApp(chart, asked.Naming);
        var reading = new ChartReading(work.Workspace, asked.IsOffline, asked.Trust, line => streams.Error.WriteLine($"gitopsgen: {line}"));
        var facts = await reading.OfAsync(chart, app, work.Fleet.Settings, work.Diagnostics, cancellation);
        return FoundApp.Alone(app.With(facts)) with { CanBeCalled = true };
    }

    private int Refused()
    {
        if (asked.Format == OutputFormat.Json)
            streams.Write(
                "app add",
                new JsonObject { ["dryRun"] = asked.IsDryRun, ["diagnostics"] = DiagnosticJson.Of(work.Diagnostics.Sorted()) }
            );
        return ExitCodes.Failed;
    }

    private void Text(
        string name,
        AddedApps added,
        ImmutableArray<(string Path, ChangeKind Kind)> files,
        IReadOnlyList<PlaceholderLine> placeholders
    )
    {
        var output = streams.Output;
        AppFiles.Write(files, asked.IsDryRun, output);
        if (!added.Apps.IsEmpty)
            output.WriteLine(
                $"apps          {string.Join(", ", added.Apps.Select(app => $"{app.Name} {app.Version}"))}"
                    + (asked.IsDryRun ? " (would come)" : "")
            );
        if (!added.Prerequisites.IsEmpty)
            output.WriteLine(
                $"needs         {string.Join(", ", added.Prerequisites)} (gitopsgen.yaml, prerequisites: somebody else runs these)"
            );
        if (!added.Entries.IsEmpty)
            output.WriteLine($"runs          {string.Join(", ", added.Entries)}");
        if (!added.Releases.IsEmpty)
            output.WriteLine($"releases      {string.Join(", ", added.Releases.Select(release => $"{release.App} {release.Name}"))}");
        PlaceholderLines.Write(placeholders, output);
        if (!added.Present.IsEmpty)
            output.WriteLine($"there already {string.Join(", ", added.Present)}");
        if (files.IsEmpty)
            streams.Error.WriteLine("There is nothing to do.");
        else if (!asked.IsDryRun)
            streams.Error.WriteLine(
                added.Entries.IsEmpty && !added.Apps.IsEmpty
                    ? $"Next: gitopsgen app add {name} --env <environment>, then gitopsgen render."
                    : "Next: gitopsgen render, then look at it with git diff."
            );
    }

    private JsonObject Json(
        string name,
        AddedApps added,
        ImmutableArray<(string Path, ChangeKind Kind)> files,
        IReadOnlyList<PlaceholderLine> placeholders
    ) =>
        new()
        {
            ["app"] = name,
            ["dryRun"] = asked.IsDryRun,
            ["files"] = AppFiles.Json(files),
            ["apps"] = Streams.ToJson(added.Apps.Select(app => app.Name)),
            ["prerequisites"] = Streams.ToJson(added.Prerequisites),
            ["entries"] = Streams.ToJson(added.Entries),
            ["releases"] = new JsonArray([
                .. added.Releases.Select(release => new JsonObject { ["app"] = release.App, ["release"] = release.Name }),
            ]),
            ["present"] = Streams.ToJson(added.Present),
            ["placeholders"] = PlaceholderLines.Json(placeholders),
            ["diagnostics"] = DiagnosticJson.Of(work.Diagnostics.Sorted()),
        };
}
