using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Files;
using GitOpsGen.Printing;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Reports;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Cli.Migrate;

/// <summary>How <c>migrate plan</c> answers.</summary>
public enum ReportFormat
{
    Text,
    Json,
    Markdown,
}

/// <summary>Prints a plan as a report for people.</summary>
internal static class MigrateReport
{
    private static readonly string[] Formats = ["text", "json", "markdown"];

    public static Option<ReportFormat> Output()
    {
        var option = new Option<ReportFormat>("--output", "-o")
        {
            Description = "How to answer on stdout; text unless said.",
            HelpName = string.Join('|', Formats),
            CustomParser = Format,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(Formats);
        return option;
    }

    public static async Task WriteAsync(
        RelocationPlan plan,
        RelocationRules rules,
        ReportFormat format,
        Streams streams,
        CancellationToken cancellation
    )
    {
        var report = await ReadAsync(plan, rules, cancellation);
        if (format == ReportFormat.Markdown)
            streams.Output.WriteDocument(ReportMarkdown.Write(report.Title, report.Sections()));
        else
            streams.Output.Write($"{PlainText.Line(report.Title)}\n\n{ReportText.Write(report.Sections())}");
    }

    public static async Task<JsonObject> JsonAsync(RelocationPlan plan, RelocationRules rules, CancellationToken cancellation) =>
        ReportJson.Of(await ReadAsync(plan, rules, cancellation), plan.Occurrences);

    private static async Task<RelocationReport> ReadAsync(RelocationPlan plan, RelocationRules rules, CancellationToken cancellation)
    {
        var paths = await SourceFinder.FindAsync(plan.Request.Root, rules.Skip, cancellation);
        var files = new FileTree(plan.Request.Root);
        return new RelocationReport(
            plan.Request,
            plan.Occurrences,
            paths,
            plan.Inventory,
            DeclaredManifests.Read(files, paths),
            path => File.ReadAllBytes(files.Absolute(path))
        );
    }

    private static ReportFormat Format(ArgumentResult result)
    {
        var said = result.Tokens is [{ Value: var value }] ? value.ToLowerInvariant() : "";
        if (Array.IndexOf(Formats, said) is >= 0 and var format)
            return (ReportFormat)format;
        result.AddError($"--output is {string.Join(", ", Formats)}, not '{said}'.");
        return ReportFormat.Text;
    }
}
