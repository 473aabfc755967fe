using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Migrate;
using GitOpsGen.Terminal;

namespace GitOpsGen.Commands;

/// <summary><c>gitopsgen migrate</c>: moves a namespace in the sources that people own.</summary>
public static class MigrateCommand
{
    public static Command Create(Streams streams) => new("migrate", """
        Move objects from one namespace to another in every file that names it. Works on any folder.

        Examples:
          gitopsgen migrate plan --from kube-system --to azure-managed-prometheus --path .
        """)
    {
        Plan(streams),
        MigrateStatusCommand.Create(streams),
    };

    private static Command Plan(Streams streams)
    {
        var options = new MoveOptions();
        var output = CommonOptions.Output();
        var command = new Command("plan", """
            List every mention of the old namespace with what becomes of it, and why: it moves with the object that it names, stays, or a person decides. Writes nothing.

            Examples:
              gitopsgen migrate plan --from kube-system --to azure-managed-prometheus --path .
              gitopsgen migrate plan --from kube-system --to monitoring --objects 'node-exporter*' --path deploy -o json
            """)
        { output };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var diagnostics = new DiagnosticBag();
            if (options.Read(parsed, diagnostics, streams) is not { } asked) return ExitCodes.Failed;
            var plan = await new Planner(asked.Request, asked.Rules, asked.IncludeCode).PlanAsync(cancellation);
            streams.Diagnostics(plan.Diagnostics, "");
            if (parsed.GetValue(output) == OutputFormat.Json) streams.Write("migrate plan", Json(plan));
            else Text(plan, streams);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Text(MigrationPlan plan, Streams streams)
    {
        foreach (var one in plan.Occurrences)
            streams.Output.WriteLine($"{one.Path}({one.Line},{one.Column}): {Word(one.Judgement.Verdict)} {Word(one.Judgement.Category)}: {one.Judgement.Evidence}{(one.Judgement.Group is { } group ? $" [{group}]" : "")}");
        streams.Output.WriteLine($"{plan.Occurrences.Length} mentions of {plan.Request.From}: {plan.Count(Verdict.Move)} move, {plan.Count(Verdict.Keep)} stay, {plan.Count(Verdict.Review)} are for a person to decide.");
    }

    private static JsonObject Json(MigrationPlan plan) => new()
    {
        ["from"] = plan.Request.From,
        ["to"] = plan.Request.To,
        ["occurrences"] = new JsonArray([.. plan.Occurrences.Select(one => new JsonObject
        {
            ["path"] = one.Path,
            ["line"] = one.Line,
            ["column"] = one.Column,
            ["offset"] = one.Offset,
            ["length"] = one.Length,
            ["verdict"] = Word(one.Judgement.Verdict),
            ["edit"] = one.Edit,
            ["category"] = Word(one.Judgement.Category),
            ["group"] = one.Judgement.Group,
            ["evidence"] = one.Judgement.Evidence,
        })]),
        ["summary"] = new JsonObject
        {
            ["occurrences"] = plan.Occurrences.Length,
            ["files"] = plan.Occurrences.Select(one => one.Path).Distinct(StringComparer.Ordinal).Count(),
            ["move"] = plan.Count(Verdict.Move),
            ["keep"] = plan.Count(Verdict.Keep),
            ["review"] = plan.Count(Verdict.Review),
            ["edit"] = plan.Occurrences.Count(one => one.Edit),
        },
        ["diagnostics"] = Streams.ToJson(plan.Diagnostics),
    };

    /// <summary>A verdict or category as JSON and people read it: <c>object-namespace</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
