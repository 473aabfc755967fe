using System.Text.Json.Nodes;
using GitOpsGen.Compare.Environments;

namespace GitOpsGen.Compare.Writers;

/// <summary>Why two environments differ, for machines; docs/formats.md describes the fields.</summary>
public static class EnvironmentJson
{
    public static JsonObject Write(EnvironmentDiff diff) =>
        new()
        {
            ["environments"] = new JsonArray(diff.Old, diff.New),
            ["summary"] = new JsonObject
            {
                ["apps"] = diff.Compared,
                ["differences"] = diff.Apps.Sum(app => app.Differences.Length),
                ["unexplained"] = diff.Unexplained,
            },
            ["apps"] = new JsonArray([.. diff.Apps.Select(App)]),
        };

    private static JsonObject App(AppDiff app) =>
        new()
        {
            ["app"] = app.App,
            ["where"] = app.Where.Length == 0 ? null : app.Where,
            ["said"] = new JsonArray([.. app.Causes.Select(Cause)]),
            ["untried"] = new JsonArray([.. app.Untried.Select(cause => JsonValue.Create(cause.What))]),
            ["differences"] = new JsonArray([.. app.Differences.Select(difference => Difference(app, difference))]),
        };

    private static JsonObject Cause(Cause cause) =>
        new()
        {
            ["what"] = cause.What,
            ["old"] = Side(cause.Old),
            ["new"] = Side(cause.New),
        };

    private static JsonObject? Side(Said? said) =>
        said is null
            ? null
            : new JsonObject
            {
                ["value"] = said.Value,
                ["path"] = said.At?.File,
                ["line"] = said.At?.Line,
            };

    private static JsonObject Difference(AppDiff app, EnvironmentDifference difference) =>
        new()
        {
            ["change"] = DiffWords.Of(difference.Kind),
            ["object"] = $"{difference.Object}",
            ["field"] = difference.Field?.Path,
            ["old"] = difference.Field?.Old,
            ["new"] = difference.Field?.New,
            ["lines"] = new JsonArray([.. (difference.Field?.Lines ?? []).Select(line => JsonValue.Create(line))]),
            ["hidden"] = difference.Field?.IsHidden == true,
            ["intended"] = difference.IsIntended,
            // Their places in what is said of the app.
            ["causes"] = new JsonArray([.. difference.Causes.Select(cause => JsonValue.Create(app.Causes.IndexOf(cause)))]),
        };
}
