using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Ownership;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Printing;

namespace GitOpsGen.Cli.Render;

/// <summary><c>gitopsgen render</c>: from the descriptions to overlays, manifests and Argo CD's documents.</summary>
public static class RenderCommand
{
    public static Command Create(Streams streams)
    {
        var root = CommonOptions.Root();
        var output = CommonOptions.Output();
        var offline = CommonOptions.Offline();
        var tools = CommonOptions.AllowRepositoryTools();
        var dryRun = CommonOptions.DryRun();
        var check = new Option<bool>("--check")
        {
            Description = "Write nothing; exit 3 and name each generated file that is missing, changed, stray or edited by hand.",
        };
        var app = List("--app", "Only these apps.", Completions.Apps);
        var environment = List("--env", "Only these environments.", Completions.Environments);
        var wave = List("--wave", "Only the environments of these waves.", Completions.Waves);
        var adopt = new Option<bool>("--adopt")
        {
            Description = "Keep files that were edited by hand, until what is generated for them changes.",
        };
        var discard = new Option<bool>("--discard") { Description = "Replace files that were edited by hand." };
        var pull = new Option<bool>("--pull")
        {
            Description = "Pull the charts of delivery helm, too, to check what app.yaml declares of them.",
        };
        var allowDeletions = new Option<bool>("--allow-deletions")
        {
            Description = "Delete more generated files than limits.deletions allows.",
        };
        var command = new Command(
            "render",
            """
            Render the fleet: overlays, their manifests and Argo CD's documents.

            Examples:
              gitopsgen render                     the whole fleet; what has not changed is not rendered again
              gitopsgen render --env dev --app ama-metrics
              gitopsgen render --check             a pipeline's gate: exit 3 when the committed files are not what would be rendered
            """
        )
        {
            root,
            output,
            offline,
            dryRun,
            check,
            app,
            environment,
            wave,
            adopt,
            discard,
            allowDeletions,
            pull,
            tools,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(adopt) && result.GetValue(discard))
                result.AddError("--adopt keeps hand edits and --discard replaces them; say one.");
            if (result.GetValue(check) && result.GetValue(dryRun))
                result.AddError("--check and --dry-run both write nothing; say one.");
            if (result.GetValue(pull) && result.GetValue(offline))
                result.AddError("--pull needs the network and --offline forbids it; say one.");
        });
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(root),
                    found => new RenderOptions(found)
                    {
                        Mode =
                            parsed.GetValue(check) ? RenderMode.Check
                            : parsed.GetValue(dryRun) ? RenderMode.DryRun
                            : RenderMode.Write,
                        TakesKnown = !parsed.GetValue(check),
                        Selection = new Selection(
                            [.. parsed.GetValue(app) ?? []],
                            [.. parsed.GetValue(environment) ?? []],
                            [.. parsed.GetValue(wave) ?? []]
                        ),
                        HandEdits =
                            parsed.GetValue(adopt) ? HandEdits.Adopt
                            : parsed.GetValue(discard) ? HandEdits.Discard
                            : HandEdits.Refuse,
                        AllowDeletions = parsed.GetValue(allowDeletions),
                        Offline = parsed.GetValue(offline),
                        MayFetch = !parsed.GetValue(offline),
                        Trust = new ToolTrust(parsed.GetValue(tools)),
                        Pull = parsed.GetValue(pull),
                    },
                    parsed.GetValue(output),
                    streams,
                    cancellation
                )
        );
        return command;
    }

    private static Option<string[]> List(string name, string description, Func<CompletionContext, IEnumerable<string>> names) =>
        new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true }.Offering(names);

    private static async Task<int> RunAsync(
        string? said,
        Func<string, RenderOptions> options,
        OutputFormat format,
        Streams streams,
        CancellationToken cancellation
    )
    {
        if (CommonOptions.FindRoot(said, streams) is not { } root)
            return ExitCodes.Failed;
        return await RunAsync(options(root), format, streams, cancellation);
    }

    public static async Task<int> RunAsync(RenderOptions options, OutputFormat format, Streams streams, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        RenderReport report;
        using (var progress = ConsoleProgress.On(streams.Error))
            report = await new RenderPipeline(options, progress, clock).RunAsync(cancellation);
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        // A check names hand edits as its findings; they do not keep it from comparing.
        var isCheck = options.Mode == RenderMode.Check;
        var failed = report.Diagnostics.Any(item =>
            item.Severity == Diagnostics.Severity.Error && !(isCheck && CheckReport.IsFinding(item))
        );
        var exit =
            failed ? ExitCodes.Of(report.Diagnostics)
            : isCheck && CheckReport.HasFindings(report) ? ExitCodes.Differences
            : ExitCodes.Done;

        streams.Diagnostics([.. report.Diagnostics.Where(item => !isCheck || !CheckReport.IsFinding(item))]);
        if (format == OutputFormat.Json)
            streams.Write("render", Json(report, options, seconds, exit));
        else if (!failed)
            Text(report, options, seconds, streams);
        return exit;
    }

    private static void Text(RenderReport report, RenderOptions options, double seconds, Streams streams)
    {
        if (options.Mode == RenderMode.Check)
            CheckReport.Write(report, streams.Output);
        if (options.Mode == RenderMode.DryRun)
            foreach (var change in report.Changes.Changes)
                streams.Output.WriteLine($"{change.Kind.ToString().ToLowerInvariant(), -7} {change.Path}");
        foreach (var stray in options.Mode == RenderMode.Check ? [] : report.Changes.Stray)
            streams.Error.WriteLine($"gitopsgen: {stray} is in a generated folder, but not generated; it is left alone.");
        streams.Output.Write(
            $"""
            units rendered  {report.Rendered, 6}
            units unchanged {report.Unchanged, 6}
            units removed   {report.Removed, 6}
            seconds         {seconds, 6:0.0}
            output          {PlainText.Line(options.Root)}: environments/, argocd/{(
                options.Mode == RenderMode.Write ? "" : " (nothing was written)"
            )}

            """.ReplaceLineEndings(
                "\n"
            )
        );
    }

    private static JsonObject Json(RenderReport report, RenderOptions options, double seconds, int exit) =>
        new()
        {
            ["mode"] = options.Mode switch
            {
                RenderMode.Check => "check",
                RenderMode.DryRun => "dry-run",
                _ => "write",
            },
            ["units"] = new JsonObject
            {
                ["rendered"] = report.Rendered,
                ["unchanged"] = report.Unchanged,
                ["removed"] = report.Removed,
            },
            ["changes"] = new JsonArray([
                .. report.Changes.Changes.Select(change => new JsonObject
                {
                    ["path"] = change.Path,
                    ["kind"] = change.Kind.ToString().ToLowerInvariant(),
                    ["old"] = change.Old,
                    ["new"] = change.New?.Sha256,
                }),
            ]),
            ["stray"] = Streams.ToJson(report.Changes.Stray),
            ["edited"] = Streams.ToJson(report.Changes.Edited),
            ["adopted"] = Streams.ToJson(report.Changes.Adopted),
            ["diagnostics"] = DiagnosticJson.Of(report.Diagnostics),
            ["seconds"] = Math.Round(seconds, 3),
            ["exitCode"] = exit,
        };
}
