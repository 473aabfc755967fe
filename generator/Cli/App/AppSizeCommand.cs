using System.Collections.Immutable;
using System.CommandLine;
using GitOpsGen.Cli.Completion;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Sizing;

namespace GitOpsGen.Cli.App;

/// <summary><c>gitopsgen app size</c>: bounds of an autoscaler, from what was measured. It proposes; it edits nothing.</summary>
public static class AppSizeCommand
{
    public static Command Create(Streams streams)
    {
        var app = new Argument<string>("app") { Description = "An app whose app.yaml has a section scaling." }.Offering(Completions.Apps);
        var samples = new Option<string?>("--samples")
        {
            Description = "What Prometheus answered; without it, the command that asks.",
            HelpName = "samples.json",
        };
        var cluster = new Option<string?>("--cluster") { Description = "Of which cluster a series is that has no label cluster." };
        var (root, output) = (CommonOptions.Root(), CommonOptions.Output());
        var command = new Command(
            "size",
            """
            Propose the bounds of an app's autoscaler, from what its replicas used.

            Examples:
              gitopsgen app size ama-metrics                            how to measure: a command for curl
              gitopsgen app size ama-metrics --samples samples.json     the lines for each environment.yaml, and how they come about
            """
        )
        {
            app,
            samples,
            cluster,
            root,
            output,
        };
        command.SetAction(parsed =>
            CommonOptions.FindRoot(parsed.GetValue(root), streams) is { } found
                ? Run(
                    new Workspace(found),
                    new Question(parsed.GetValue(app)!, parsed.GetValue(samples), parsed.GetValue(cluster)),
                    parsed.GetValue(output),
                    streams
                )
                : ExitCodes.Failed
        );
        return command;
    }

    private sealed record Question(string App, string? Samples, string? Cluster);

    private static int Run(Workspace workspace, Question question, OutputFormat format, Streams streams)
    {
        var diagnostics = new DiagnosticBag();
        var plan = workspace.Plan(diagnostics);
        if (!diagnostics.HasErrors)
            new NameChecks(plan.Fleet.Fleet, diagnostics).App("<app>", question.App);
        var app = diagnostics.HasErrors ? null : plan.Fleet.Fleet.Apps[question.App].App;
        // What a render would warn of besides is render's to tell.
        var found = new DiagnosticBag();
        foreach (var error in diagnostics.Sorted().Where(one => one.Severity == Severity.Error))
            found.Add(error);
        if (app is { Scaling: null })
            streams.Misuse($"<app> {app.Name}: its app.yaml has no section scaling, so nobody knows how it is sized (docs/scaling.md).");
        if (app?.Scaling is null)
        {
            streams.Diagnostics(found.Sorted(), "");
            return ExitCodes.Failed;
        }

        var usage = question.Samples is { } file ? Read(file, found) : [];
        var proposals = found.HasErrors ? [] : SizeProposal.Of(app, plan.Fleet, usage, question.Cluster, found);
        streams.Diagnostics(found.Sorted(), "");
        var report = new AppSizeReport(app, question.Samples, found.HasErrors ? [] : proposals);
        if (format == OutputFormat.Json)
            streams.Write("app size", report.Json(found.Sorted()));
        else if (!found.HasErrors)
            streams.Output.Write(report.Text());
        return found.HasErrors ? ExitCodes.Failed : ExitCodes.Done;
    }

    // A regular file, behind no link, as every file that is read.
    private static ImmutableArray<Usage> Read(string path, DiagnosticBag diagnostics)
    {
        if (!File.Exists(path) || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder)
        {
            var what = Directory.Exists(path) ? "is a folder" : "is not there";
            diagnostics.Add(Messages.UsageMalformed(null, $"{path} {what}").OfArgument($"--samples {path}"));
            return [];
        }

        var found = new DiagnosticBag();
        var text = new FileTree(folder).ReadText(Path.GetFileName(path), FileTree.BaseLimit, found);
        var usage = text is null ? [] : new UsageReader(path, found).Read(text);
        foreach (var one in found.Sorted())
            diagnostics.Add(one.At is { } at ? one with { At = at with { File = path } } : one);
        return usage;
    }
}
