using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Git.Carriage;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Plan;
using GitOpsGen.Releases;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release cut</c>: freezes an app's head.</summary>
public sealed class ReleaseCutCommand(Streams streams)
{
    private sealed record Asked(string App, bool IsDryRun, bool IsOffline, ToolTrust Trust, OutputFormat Format);

    public static Command Create(Streams streams)
    {
        var app = new Argument<string>("app") { Description = "The app." }.Offering(Completions.Apps);
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var (dryRun, offline, tools) = (CommonOptions.DryRun(), CommonOptions.Offline(), CommonOptions.AllowRepositoryTools());
        var command = new Command(
            "cut",
            """
            Freeze what apps/<app>/ holds now as apps/<app>/releases/<version>-<digest>/.

            Example:
              gitopsgen release cut ama-metrics       then name the release in environments/<env>/releases/ama-metrics.yaml
            """
        )
        {
            app,
            root,
            output,
            dryRun,
            offline,
            tools,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var asked = new Asked(
                    parsed.GetValue(app)!,
                    parsed.GetValue(dryRun),
                    parsed.GetValue(offline),
                    new ToolTrust(parsed.GetValue(tools)),
                    parsed.GetValue(output)
                );
                var run = new ReleaseCutCommand(streams);
                return FleetWork.RunAsync(
                    parsed.GetValue(root),
                    !asked.IsDryRun,
                    streams,
                    work => run.CutAsync(work, asked, cancellation),
                    cancellation
                );
            }
        );
        return command;
    }

    private async Task<int> CutAsync(FleetWork work, Asked asked, CancellationToken cancellation)
    {
        if (!work.Fleet.Apps.TryGetValue(asked.App, out var head))
        {
            new NameChecks(work.Fleet, work.Diagnostics).App("<app>", asked.App);
            return ExitCodes.Failed;
        }

        var store = new ReleaseStore(work.Workspace, work.Diagnostics);
        var chart = new HeadChart(work.Workspace, asked.IsOffline, asked.Trust, line => streams.Error.WriteLine($"gitopsgen: {line}"));
        var digest = await chart.DigestAsync(work.Fleet.Settings, head, work.Diagnostics, cancellation);
        var (release, files) = store.Snapshot(head, digest);
        var directory = FleetLayout.App(asked.App).Release(release).Directory;
        foreach (var uncarried in await UncarriedAsync(work, head, directory, files, asked, cancellation))
            work.Diagnostics.Add(uncarried);
        if (work.Diagnostics.HasErrors)
            return ExitCodes.Failed;
        var isNew = asked.IsDryRun ? !work.Workspace.Files.DirectoryExists(directory) : store.Write(asked.App, release, files);
        if (asked.Format == OutputFormat.Json)
            streams.Write(
                "release cut",
                new JsonObject
                {
                    ["app"] = asked.App,
                    ["release"] = release,
                    ["path"] = directory,
                    ["files"] = files.Count,
                    ["new"] = isNew,
                    ["dryRun"] = asked.IsDryRun,
                    ["diagnostics"] = DiagnosticJson.Of(work.Diagnostics.Sorted()),
                }
            );
        else
            streams.Output.WriteLine(
                $"{release}{(isNew ? asked.IsDryRun ? " (would be new)" : "" : " (exists already; nothing has changed since)")}"
            );
        return ExitCodes.Done;
    }

    // A clone that lacks a file of the release, or has other bytes, refuses all of it; the head's are to be frozen again some day.
    private static async Task<IReadOnlyList<Diagnostic>> UncarriedAsync(
        FleetWork work,
        AppSource head,
        string release,
        ImmutableSortedDictionary<string, byte[]> files,
        Asked asked,
        CancellationToken cancellation
    )
    {
        var git = new GitRepository(work.Workspace.Files.Root) { IsOffline = asked.IsOffline };
        if (await GitCarriage.OpenAsync(git, FleetLayout.Roots, new PlainContents(null), cancellation) is not { } carriage)
            return [];
        var all =
            from file in files
            from directory in file.Key == SourceFolder.ReleaseRecordFile ? [release] : new[] { head.Directory, release }
            select new CarriedFile($"{directory}/{file.Key}", Digest.OfBytes(file.Value), () => file.Value);
        return await carriage.CheckAsync(all, cancellation);
    }
}
