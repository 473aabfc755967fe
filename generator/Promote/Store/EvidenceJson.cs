using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Promote.Store;

/// <summary>What stands in a file of the evidence branch is no run. The message is the end of a sentence.</summary>
public sealed class UnlikeEvidenceException(string message) : Exception(message);

/// <summary>A run as its file on the evidence branch has it, and back. What is as usual is left out.</summary>
public static class EvidenceJson
{
    public const int Version = 1;

    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int LongestText = 300;
    private const int MostObservations = 20_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An observation in each line, so that a person can read what git shows of it.</summary>
    public static string Write(ObservationRun run)
    {
        var head = new JsonObject
        {
            ["schemaVersion"] = Version,
            ["at"] = run.At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
            ["base"] = run.Base,
        }.ToJsonString(Compact);
        var lines = run.Observations.Select(one => Of(one).ToJsonString(Compact));
        return $"{head[..^1]},\"observations\":[\n{string.Join(",\n", lines)}\n]}}\n";
    }

    /// <exception cref="UnlikeEvidenceException">It is no run, or one of a later version of the tool.</exception>
    public static ObservationRun Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return Run(Map(document.RootElement, "it"));
        }
        // The second of half a pair of surrogates in a text.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new UnlikeEvidenceException("it is broken JSON");
        }
    }

    private static ObservationRun Run(JsonElement run)
    {
        if (!run.TryGetProperty("schemaVersion", out var version) || !version.TryGetInt32(out var number) || number != Version)
            throw new UnlikeEvidenceException("it is of another version of gitopsgen");
        var at = DateTimeOffset.TryParseExact(
            Text(run, "at"),
            Time,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : throw new UnlikeEvidenceException("'at' is no time");
        return new ObservationRun(at, Text(run, "base"), [.. List(run, "observations").Select(Seen)]);
    }

    private static JsonObject Of(Observation seen)
    {
        var said = new JsonObject
        {
            ["environment"] = seen.Environment,
            ["app"] = seen.App,
            ["cluster"] = seen.Cluster,
            ["release"] = seen.Release,
        };
        if (seen.Phase != Phase.Adopted)
            said["phase"] = seen.Phase.Word();
        said["content"] = seen.Content;
        said["health"] = seen.Health.ToString().ToLowerInvariant();
        if (seen.Reason.Length > 0)
            said["reason"] = seen.Reason;
        if (!seen.Readings.IsEmpty)
            said["readings"] = new JsonArray([.. seen.Readings.Select(Of)]);
        return said;
    }

    private static JsonNode Of(Reading reading) =>
        new JsonObject
        {
            ["query"] = reading.Query,
            ["value"] = reading.Value,
            ["good"] = reading.IsGood,
        };

    private static Observation Seen(JsonElement item)
    {
        var said = Map(item, "an observation");
        return new Observation(Text(said, "environment"), Text(said, "app"), Text(said, "cluster"))
        {
            Release = Text(said, "release"),
            Phase = said.TryGetProperty("phase", out _) ? Word<Phase>(said, "phase") : Phase.Adopted,
            Content = Text(said, "content"),
            Health = Word<Health>(said, "health"),
            Reason = said.TryGetProperty("reason", out _) ? Text(said, "reason") : "",
            Readings = said.TryGetProperty("readings", out _) ? [.. List(said, "readings").Select(Read)] : [],
        };
    }

    private static Reading Read(JsonElement item)
    {
        var said = Map(item, "a reading");
        var value = said.TryGetProperty("value", out var number) ? number : default;
        var good = said.TryGetProperty("good", out var flag) ? flag : default;
        return new Reading(
            Text(said, "query"),
            value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetDouble(out var read) && double.IsFinite(read) => read,
                JsonValueKind.Null => null,
                _ => throw new UnlikeEvidenceException("'value' is no number"),
            },
            good.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => null,
                _ => throw new UnlikeEvidenceException("'good' is neither true nor false"),
            }
        );
    }

    private static JsonElement Map(JsonElement value, string what) =>
        value.ValueKind == JsonValueKind.Object ? value : throw new UnlikeEvidenceException($"{what} is no object");

    private static IEnumerable<JsonElement> List(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostObservations
            ? list.EnumerateArray()
            : throw new UnlikeEvidenceException($"'{name}' is no list, or too long");

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= LongestText } text
            ? text
            : throw new UnlikeEvidenceException($"'{name}' is no text, or too long");

    // A number would pass for a word, too.
    private static TWord Word<TWord>(JsonElement of, string name)
        where TWord : struct, Enum =>
        Text(of, name) is var word && word.All(char.IsAsciiLetterLower) && Enum.TryParse<TWord>(word, ignoreCase: true, out var value)
            ? value
            : throw new UnlikeEvidenceException($"'{name}' is no word that is known");
}
