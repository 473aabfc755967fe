using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Reports;

namespace GitOpsGen.Cli.Migrate;

/// <summary><c>gitopsgen migrate</c>: moves a namespace in the sources that people own.</summary>
public static class MigrateCommand
{
    public static Command Create(Streams streams) =>
        new(
            "migrate",
            """
            Move objects from one namespace to another in every file that names it. Works on any folder.

            Examples:
              gitopsgen migrate plan --from kube-system --to azure-managed-prometheus --path .
              gitopsgen migrate apply --from kube-system --to azure-managed-prometheus --path .
              gitopsgen migrate verify --path .
              gitopsgen migrate undo --path .
            """
        )
        {
            Plan(streams),
            MigrateApplyCommand.Create(streams),
            MigrateVerifyCommand.Create(streams),
            MigrateUndoCommand.Create(streams),
            MigrateStatusCommand.Create(streams),
        };

    private static Command Plan(Streams streams)
    {
        var options = new RelocationOptions();
        var output = MigrateReport.Output();
        var command = new Command(
            "plan",
            """
            List every mention of the old namespace with what becomes of it, and why:
            it moves with the object that it names, stays, or a person decides. Writes nothing.

            Examples:
              gitopsgen migrate plan --from kube-system --to azure-managed-prometheus --path .
              gitopsgen migrate plan --from kube-system --to monitoring --objects 'node-exporter*' --path deploy -o json
              gitopsgen migrate plan --from kube-system --to azure-managed-prometheus -o markdown >migration.md
            """
        )
        {
            output,
        };
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var diagnostics = new DiagnosticBag();
                if (options.Read(parsed, diagnostics, streams) is not { } asked)
                    return ExitCodes.Failed;
                using var folder = await RelocationFolder.OpenAsync(
                    asked.Request.Root,
                    writes: false,
                    line => streams.Error.WriteLine($"gitopsgen: {line}"),
                    diagnostics,
                    cancellation
                );
                var found = await new RelocationPlanner(asked.Request, asked.Rules, asked.IncludeCode).PlanAsync(cancellation);
                var plan = found with { Occurrences = CreatedFiles.Keep(found.Occurrences, folder.Record(diagnostics)) };
                streams.Diagnostics([.. diagnostics.Sorted(), .. plan.Diagnostics], "");
                if (parsed.GetValue(output) is var format && format == ReportFormat.Json)
                    streams.Write("migrate plan", Json(plan, await MigrateReport.JsonAsync(plan, asked.Rules, cancellation)));
                else
                    await MigrateReport.WriteAsync(plan, asked.Rules, format, streams, cancellation);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static JsonObject Json(RelocationPlan plan, JsonObject report) =>
        new()
        {
            ["from"] = plan.Request.From,
            ["to"] = plan.Request.To,
            ["occurrences"] = new JsonArray([
                .. plan.Occurrences.Select(one => new JsonObject
                {
                    ["path"] = one.Path,
                    ["line"] = one.Line,
                    ["column"] = one.Column,
                    ["offset"] = one.Offset,
                    ["length"] = one.Length,
                    ["verdict"] = KebabCase.Of(one.Judgement.Verdict),
                    ["edit"] = one.Edit,
                    ["category"] = KebabCase.Of(one.Judgement.Category),
                    ["group"] = one.Judgement.Group,
                    ["evidence"] = one.Judgement.Evidence,
                }),
            ]),
            ["summary"] = new JsonObject
            {
                ["occurrences"] = plan.Occurrences.Length,
                ["files"] = plan.Occurrences.Select(one => one.Path).Distinct(StringComparer.Ordinal).Count(),
                ["move"] = plan.Count(Verdict.Move),
                ["keep"] = plan.Count(Verdict.Keep),
                ["review"] = plan.Count(Verdict.Review),
                ["edit"] = plan.Occurrences.Count(one => one.Edit),
            },
            ["report"] = report,
            ["diagnostics"] = DiagnosticJson.Of(plan.Diagnostics),
        };
}
