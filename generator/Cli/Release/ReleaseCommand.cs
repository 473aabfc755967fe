using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Engines.Helm;
using GitOpsGen.Files;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Releases;
using GitOpsGen.State;

namespace GitOpsGen.Cli.Release;

/// <summary><c>gitopsgen release cut|list|diff|prune</c>: frozen snapshots of an app's head.</summary>
public sealed class ReleaseCommand(Streams streams)
{
    private readonly Option<string?> root = CommonOptions.Root();
    private readonly Option<OutputFormat> output = CommonOptions.Output();
    private readonly Option<bool> dryRun = CommonOptions.DryRun();
    private readonly Option<bool> offline = CommonOptions.Offline();
    private readonly Option<bool> tools = CommonOptions.AllowRepositoryTools();
    private readonly Argument<string> app = new("app") { Description = "The app." };

    public static Command Create(Streams streams)
    {
        var command = new ReleaseCommand(streams);
        command.app.Offering(Completions.Apps);
        return new Command("release", "Cut, list, compare and prune the frozen releases of apps.")
        {
            command.Cut(),
            command.List(),
            command.Diff(),
            command.Prune(),
        };
    }

    private Command Cut()
    {
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
                InFleetAsync(
                    parsed,
                    (workspace, fleet, diagnostics) =>
                        CutAsync(
                            workspace,
                            fleet,
                            parsed.GetValue(app)!,
                            parsed.GetValue(dryRun),
                            parsed.GetValue(offline),
                            new ToolTrust(parsed.GetValue(tools)),
                            parsed.GetValue(output),
                            diagnostics,
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private Command List()
    {
        var one = new Argument<string?>("app") { Description = "The app; all unless said.", Arity = ArgumentArity.ZeroOrOne }.Offering(
            Completions.Apps
        );
        var command = new Command(
            "list",
            """
            List releases and the environments that run them or would roll back to them.

            Examples:
              gitopsgen release list
              gitopsgen release list ama-metrics
            """
        )
        {
            one,
            root,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                InFleetAsync(
                    parsed,
                    (_, fleet, diagnostics) => Task.FromResult(ListUses(fleet, parsed.GetValue(one), parsed.GetValue(output), diagnostics)),
                    cancellation
                )
        );
        return command;
    }

    private Command Diff()
    {
        var from = new Argument<string>("from") { Description = "A release, or head." };
        var to = new Argument<string>("to") { Description = "A release, or head.", DefaultValueFactory = _ => "head" };
        foreach (var end in new[] { from, to })
            end.Offering(context => Completions.Releases(context, app));
        var command = new Command(
            "diff",
            """
            Show what differs between two releases of an app, or a release and head. Exit 3 when something does.

            Examples:
              gitopsgen release diff ama-metrics 7.1.1-3f2a9c1                   what has changed in apps/ since
              gitopsgen release diff ama-metrics 7.1.0-b81d0e4 7.1.1-3f2a9c1
            """
        )
        {
            app,
            from,
            to,
            root,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                InFleetAsync(
                    parsed,
                    (workspace, fleet, diagnostics) =>
                        Task.FromResult(
                            Compare(
                                workspace,
                                fleet,
                                parsed.GetValue(app)!,
                                parsed.GetValue(from)!,
                                parsed.GetValue(to)!,
                                parsed.GetValue(output),
                                diagnostics
                            )
                        ),
                    cancellation
                )
        );
        return command;
    }

    private Command Prune()
    {
        var command = new Command(
            "prune",
            """
            Delete the releases that no pin names, neither as release nor as previous.

            Example:
              gitopsgen release prune --dry-run       names them, and deletes none
            """
        )
        {
            root,
            output,
            dryRun,
        };
        command.SetAction(
            (parsed, cancellation) =>
                InFleetAsync(
                    parsed,
                    (workspace, fleet, diagnostics) =>
                        Task.FromResult(PruneUnused(workspace, fleet, parsed.GetValue(dryRun), parsed.GetValue(output), diagnostics)),
                    cancellation
                )
        );
        return command;
    }

    /// <summary>Loads the fleet under the repository's lock; a fleet whose pins are not there yet may still be worked on.</summary>
    private async Task<int> InFleetAsync(
        ParseResult parsed,
        Func<Workspace, Fleet, DiagnosticBag, Task<int>> act,
        CancellationToken cancellation
    )
    {
        if (CommonOptions.FindRoot(parsed.GetValue(root), streams) is not { } found)
            return ExitCodes.Failed;
        var diagnostics = new DiagnosticBag();
        await CommittedState.CheckAsync(found, diagnostics, cancellation);
        if (diagnostics.HasErrors)
        {
            streams.Diagnostics(diagnostics.Sorted());
            return ExitCodes.Failed;
        }

        using var state = StateFolder.Open(found, writes: true);
        using var taken = await RepositoryLock.TakeAsync(state, line => streams.Error.WriteLine($"gitopsgen: {line}"), cancellation);
        var workspace = new Workspace(found, state, writes: true);
        new Journal(workspace.Index, state, workspace.Stage, JournalKind.Release).Recover(diagnostics);
        workspace.Stage.Open();
        var fleet = workspace.Load(diagnostics);
        var exit = diagnostics.HasErrors ? ExitCodes.Failed : await act(workspace, fleet, diagnostics);
        streams.Diagnostics(diagnostics.Sorted());
        workspace.Stage.Close();
        return diagnostics.HasErrors ? ExitCodes.Failed : exit;
    }

    private async Task<int> CutAsync(
        Workspace workspace,
        Fleet fleet,
        string name,
        bool isDryRun,
        bool isOffline,
        ToolTrust trust,
        OutputFormat format,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        if (!fleet.Apps.TryGetValue(name, out var head))
        {
            diagnostics.Add(Messages.UnknownApp(fleet.Settings.At, name, fleet.Apps.Keys));
            return ExitCodes.Failed;
        }

        var store = new ReleaseStore(workspace, diagnostics);
        var (release, files) = store.Snapshot(
            head,
            await ChartDigestAsync(workspace, fleet, head, isOffline, trust, diagnostics, cancellation)
        );
        var directory = FleetLayout.App(name).Release(release).Directory;
        var isNew = isDryRun ? !workspace.Files.DirectoryExists(directory) : store.Write(name, release, files);
        if (format == OutputFormat.Json)
            streams.Write(
                "release cut",
                new JsonObject
                {
                    ["app"] = name,
                    ["release"] = release,
                    ["path"] = directory,
                    ["files"] = files.Count,
                    ["new"] = isNew,
                    ["dryRun"] = isDryRun,
                    ["diagnostics"] = DiagnosticJson.Of(diagnostics.Sorted()),
                }
            );
        else
            streams.Output.WriteLine(
                $"{release}{(isNew ? isDryRun ? " (would be new)" : "" : " (exists already; nothing has changed since)")}"
            );
        return ExitCodes.Done;
    }

    // Recorded when it can be read; said to be missing when not; never invented.
    private async Task<string?> ChartDigestAsync(
        Workspace workspace,
        Fleet fleet,
        AppSource head,
        bool isOffline,
        ToolTrust trust,
        DiagnosticBag diagnostics,
        CancellationToken cancellation
    )
    {
        if (head.App.Chart is not { Digest: null, Path: null } chart)
            return null;
        var trial = new DiagnosticBag();
        var helm = await workspace
            .Engines(isOffline, trust, line => streams.Error.WriteLine($"gitopsgen: {line}"))
            .HelmAsync(fleet.Settings.Helm, trial, cancellation);
        var puller = helm is null ? null : new ChartPuller(helm);
        var found = await new ChartStore(
            workspace.Index,
            puller,
            isOffline,
            line => streams.Error.WriteLine($"gitopsgen: {line}"),
            trial
        ).GetAsync(head, cancellation);
        // That a program was refused is not for its caller to miss.
        foreach (var refusal in trial.Sorted().Where(item => item.Code is "GOG200" or "GOG201"))
            diagnostics.Add(refusal);
        if (found is null)
            diagnostics.Add(Messages.ReleaseWithoutDigest(chart.At, ChartStore.Describe(chart)));
        return found?.Digest;
    }

    private int ListUses(Fleet fleet, string? name, OutputFormat format, DiagnosticBag diagnostics)
    {
        if (name is not null && !fleet.Apps.ContainsKey(name))
            diagnostics.Add(Messages.UnknownApp(fleet.Settings.At, name, fleet.Apps.Keys));
        var uses = ReleaseStore.Uses(fleet).Where(use => name is null || use.App == name).ToList();
        if (format == OutputFormat.Json)
        {
            streams.Write(
                "release list",
                new JsonObject
                {
                    ["releases"] = new JsonArray([
                        .. uses.Select(use => new JsonObject
                        {
                            ["app"] = use.App,
                            ["release"] = use.Release,
                            ["runBy"] = Streams.ToJson(use.RunBy),
                            ["previousOf"] = Streams.ToJson(use.PreviousOf),
                        }),
                    ]),
                }
            );
            return ExitCodes.Done;
        }

        foreach (var use in uses)
            streams.Output.WriteLine(
                $"{use.App, -20} {use.Release, -28} {(use.IsReferenced ? "" : "unused")}"
                    + $"{string.Join(", ", use.RunBy)}"
                    + $"{(use.PreviousOf.IsEmpty ? "" : $"  (previous of {string.Join(", ", use.PreviousOf)})")}"
            );
        return ExitCodes.Done;
    }

    private int Compare(
        Workspace workspace,
        Fleet fleet,
        string name,
        string from,
        string to,
        OutputFormat format,
        DiagnosticBag diagnostics
    )
    {
        if (
            Files(workspace, fleet, name, from, diagnostics) is not { } before
            || Files(workspace, fleet, name, to, diagnostics) is not { } after
        )
            return ExitCodes.Failed;
        var different = before
            .Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(path => !Same(before.GetValueOrDefault(path), after.GetValueOrDefault(path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (format == OutputFormat.Json)
        {
            streams.Write(
                "release diff",
                new JsonObject
                {
                    ["app"] = name,
                    ["from"] = from,
                    ["to"] = to,
                    ["files"] = new JsonArray([.. different.Select(path => new JsonObject { ["path"] = path, ["kind"] = Kind(path) })]),
                }
            );
        }
        else
        {
            foreach (var path in different)
            {
                streams.Output.WriteLine($"{Kind(path), -8} {path}");
                if (Kind(path) == "changed")
                    foreach (var line in Lines(before[path], after[path]))
                        streams.Output.WriteLine($"         {line}");
            }
        }

        return different.Count == 0 ? ExitCodes.Done : ExitCodes.Differences;

        string Kind(string path) =>
            !before.ContainsKey(path) ? "added"
            : !after.ContainsKey(path) ? "removed"
            : "changed";
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);

    // What is no text would be shown as something that it is not.
    private static IEnumerable<string> Lines(byte[] old, byte[] @new) =>
        IsText(old) && IsText(@new)
            ? TextDifference.Lines(Encoding.UTF8.GetString(old), Encoding.UTF8.GetString(@new), 200)
            : [$"no text: {Digest.OfBytes(old)[..12]} became {Digest.OfBytes(@new)[..12]}"];

    private static bool IsText(byte[] content) => Utf8.IsValid(content) && !content.AsSpan().Contains((byte)0);

    private static SortedDictionary<string, byte[]>? Files(
        Workspace workspace,
        Fleet fleet,
        string name,
        string release,
        DiagnosticBag diagnostics
    )
    {
        if (!fleet.Apps.TryGetValue(name, out var source))
            diagnostics.Add(Messages.UnknownApp(fleet.Settings.At, name, fleet.Apps.Keys));
        else if (release != "head" && !fleet.Releases.TryGetValue((name, release), out source))
            diagnostics.Add(
                Messages.UnknownRelease(
                    fleet.Apps[name].App.At,
                    name,
                    release,
                    fleet.Releases.Keys.Where(key => key.App == name).Select(key => key.Release).Append("head")
                )
            );
        if (source is null)
            return null;
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in workspace.Files.Files(source.Directory, diagnostics, skip: source.Folder.Releases))
            files[path[(source.Directory.Length + 1)..]] = File.ReadAllBytes(workspace.Files.Absolute(path));
        return files;
    }

    private int PruneUnused(Workspace workspace, Fleet fleet, bool isDryRun, OutputFormat format, DiagnosticBag diagnostics)
    {
        var unused = ReleaseStore.Uses(fleet).Where(use => !use.IsReferenced).ToList();
        var store = new ReleaseStore(workspace, diagnostics);
        if (!isDryRun)
            unused.ForEach(store.Delete);
        if (format == OutputFormat.Json)
            streams.Write(
                "release prune",
                new JsonObject
                {
                    ["dryRun"] = isDryRun,
                    ["deleted"] = new JsonArray([.. unused.Select(use => new JsonObject { ["app"] = use.App, ["release"] = use.Release })]),
                }
            );
        else
            foreach (var use in unused)
                streams.Output.WriteLine($"{(isDryRun ? "would delete" : "deleted")} {use.App} {use.Release}");
        return ExitCodes.Done;
    }
}
