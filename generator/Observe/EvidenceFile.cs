using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe;

/// <summary>
/// Evidence that somebody else has: a command or a file in place of Argo CD. It says of an app in an environment how it does; what git
/// says of it is added here. Every name is held against the fleet, because evidence of what is not there would be waited for in vain.
/// </summary>
public sealed class EvidenceFile(string source, IReadOnlyList<ExpectedUnit> units, DiagnosticBag diagnostics)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>How much of one is read.</summary>
    public const long Largest = 8 << 20;

    /// <returns>Nothing of it where something is wrong with it; the bag says what.</returns>
    public ImmutableArray<Observation> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var read = Items(document.RootElement).SelectMany(Seen).ToImmutableArray();
            return diagnostics.HasErrors ? [] : read;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            Refuse("it is broken JSON");
            return [];
        }
    }

    private IEnumerable<JsonElement> Items(JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("observations", out var list)
            || list.ValueKind != JsonValueKind.Array
        )
        {
            Refuse("it is no object with a list 'observations'");
            return [];
        }

        if (root.TryGetProperty("schemaVersion", out var version) && !(version.TryGetInt32(out var number) && number == 1))
        {
            Refuse("its schemaVersion is not 1");
            return [];
        }

        return list.EnumerateArray();
    }

    private IEnumerable<Observation> Seen(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "environment") is not { } environment || Text(item, "app") is not { } app)
        {
            Refuse("an observation says no environment and app");
            return [];
        }

        if (Unit(environment, app) is not { } unit || Verdict(item, unit) is not { } verdict)
            return [];
        return [.. Applications(item, unit).Select(one => Observer.Seen(new Sought(unit, one), verdict, Readings(item, unit)))];
    }

    private ExpectedUnit? Unit(string environment, string app)
    {
        var there = units.Where(unit => unit.Unit.Environment == environment).ToList();
        if (there.Count == 0)
            diagnostics.Add(Messages.UnknownEnvironment(null, environment, units.Select(unit => unit.Unit.Environment)));
        else if (units.All(unit => unit.Unit.App != app))
            diagnostics.Add(Messages.UnknownApp(null, app, there.Select(unit => unit.Unit.App)));
        else if (there.Find(unit => unit.Unit.App == app) is { } found)
            return found;
        else
            diagnostics.Add(Messages.AppNotInEnvironment(null, app, environment));
        return null;
    }

    private ImmutableArray<ExpectedApplication> Applications(JsonElement item, ExpectedUnit unit)
    {
        if (!item.TryGetProperty("cluster", out _))
            return unit.Applications;
        var cluster = Text(item, "cluster") ?? "";
        if (unit.Applications.FirstOrDefault(one => one.Cluster == cluster) is { } found)
            return [found];
        diagnostics.Add(Messages.UnknownCluster(null, cluster, unit.Applications.Select(one => one.Cluster)));
        return [];
    }

    // What runs another release than git says is on its way, however well it does.
    private Verdict? Verdict(JsonElement item, ExpectedUnit unit)
    {
        var reason = Text(item, "reason") ?? "";
        var release = Text(item, "release") ?? unit.Unit.Release;
        var word = Text(item, "health") ?? "";
        if (word is not ("healthy" or "progressing" or "unhealthy" or "unknown"))
        {
            Refuse($"the health of {unit.Unit.Name} is none of healthy, progressing, unhealthy and unknown");
            return null;
        }

        if (release != unit.Unit.Release)
            return Observe.Verdict.Progressing("behind", $"release {release} runs there");
        return word == "healthy"
            ? Observe.Verdict.Healthy
            : new Verdict(Enum.Parse<Health>(word, ignoreCase: true), Reasons.Of(word, reason));
    }

    private ImmutableArray<Reading> Readings(JsonElement item, ExpectedUnit unit)
    {
        if (!item.TryGetProperty("readings", out var list))
            return [];
        if (list.ValueKind == JsonValueKind.Array)
            return [.. list.EnumerateArray().Select(one => Read(one, unit)).OfType<Reading>()];
        Refuse($"the readings of {unit.Unit.Name} are no list");
        return [];
    }

    private Reading? Read(JsonElement item, ExpectedUnit unit)
    {
        if (
            item.ValueKind != JsonValueKind.Object
            || Text(item, "query") is not { } name
            || !item.TryGetProperty("value", out var value)
            || value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null)
        )
        {
            Refuse($"a reading of {unit.Unit.Name} has no query with a number, or null, as its value");
            return null;
        }

        if (unit.Queries.FirstOrDefault(query => query.Name == name) is not { } asked)
        {
            diagnostics.Add(Messages.UnknownQuery(name, unit.Unit.App, unit.Queries.Select(query => query.Name)));
            return null;
        }

        return value.ValueKind == JsonValueKind.Null
            ? new Reading(name, null, null)
            : new Prometheus.QueryAnswer([double.Parse(value.GetRawText(), CultureInfo.InvariantCulture)], "").For(asked);
    }

    private void Refuse(string why) => diagnostics.Add(Messages.NotEvidence(source, why));

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
