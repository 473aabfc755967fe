using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsGen.Http.Answers;

namespace GitOpsGen.ArgoCd;

/// <summary>
/// What is read of Argo CD's answers; the words are its API's own. Nearly all of it may be missing: what is left out of an Application is
/// what does not hold of it.
/// </summary>
internal static class ApplicationAnswer
{
    private static readonly Shape OfSource = Shape.ObjectOf(Text("repoURL"), Text("chart"), Text("targetRevision"));

    private static readonly Field Source = new("source", OfSource, IsNeeded: false);

    private static readonly Field Sources = new("sources", Shape.ListOf(OfSource), IsNeeded: false);

    private static readonly Field Revision = Text("revision");

    private static readonly Field RevisionList = new("revisions", Shape.ListOf(Shape.Text), IsNeeded: false);

    private static readonly Field Message = Text("message");

    private static readonly Field Conditions = new(
        "conditions",
        Shape.ListOf(Shape.ObjectOf(new Field("type", Shape.Text), Message)),
        IsNeeded: false
    );

    private static readonly Field Sync = Part("sync", Text("status"), Revision, RevisionList, Part("comparedTo", Source, Sources));

    private static readonly Field Last = Part(
        "operationState",
        new Field("phase", Shape.Text),
        Message,
        Time("finishedAt"),
        Part("operation", Part("sync", Revision, RevisionList)),
        Part("syncResult", Revision, RevisionList, Source, Sources)
    );

    /// <summary>One Application.</summary>
    public static Shape Shape { get; } =
        Shape.ObjectOf(
            new Field("metadata", Shape.ObjectOf(new Field("name", Shape.Text), Text("namespace"), Time("deletionTimestamp"))),
            new Field("spec", Shape.ObjectOf(new Field("project", Shape.Text), Source, Sources)),
            new Field("operation", Shape.Any, IsNeeded: false),
            Part("status", Time("reconciledAt"), Conditions, Part("health", Text("status"), Message), Sync, Last)
        );

    /// <exception cref="UnlikeAnswerException">It is not what Argo CD's description says.</exception>
    public static Application Read(byte[] body) => Read(AnswerJson.Read(body, Shape)!);

    /// <summary>Those of a list that are what the description says; the others are asked for by themselves, and told then.</summary>
    /// <exception cref="UnlikeAnswerException">It is no list.</exception>
    public static ImmutableArray<Application> ReadList(byte[] body)
    {
        using var document = AnswerJson.Parse(body, "an object");
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw Shape.Unlike(root, "", "an object");
        var items = root.TryGetProperty("items", out var found) ? found : default;
        return items.ValueKind switch
        {
            // Of nothing Argo CD says null.
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. items.EnumerateArray().Select(Item).OfType<Application>()],
            _ => throw Shape.Unlike(items, ".items", "a list"),
        };
    }

    private static Application? Item(JsonElement item)
    {
        try
        {
            return Read(Shape.Take(item, "")!);
        }
        catch (UnlikeAnswerException)
        {
            return null;
        }
    }

    private static Application Read(JsonNode read)
    {
        var (metadata, spec, status) = (read["metadata"]!, read["spec"]!, read["status"]);
        var sync = status?["sync"];
        return new Application(new ApplicationName(Said(metadata, "name"), Said(spec, "project"), Said(metadata, "namespace")))
        {
            IsDeleting = metadata["deletionTimestamp"] is not null,
            HasOperation = read["operation"] is not null,
            Last = LastOf(status?["operationState"], spec),
            ReconciledAt = When(status?["reconciledAt"]),
            SyncStatus = Said(sync, "status"),
            Compared = RevisionsOf(sync, sync?["comparedTo"], spec),
            Health = Said(status?["health"], "status"),
            HealthMessage = Said(status?["health"], "message"),
            Conditions = [.. List(status?["conditions"]).Select(one => new ApplicationCondition(Said(one, "type"), Said(one, "message")))],
        };
    }

    // What a sync came to says what it was of; one that came to nothing was asked for something.
    private static LastOperation? LastOf(JsonNode? state, JsonNode spec)
    {
        if (state is null)
            return null;
        var result = state["syncResult"];
        var asked = state["operation"]?["sync"];
        var revisions = RevisionsOf(result, result, spec);
        if (revisions is { Single: "", Each.IsEmpty: true })
            revisions = RevisionsOf(asked, null, spec);
        return new LastOperation(Said(state, "phase"), Said(state, "message"), When(state["finishedAt"]), revisions);
    }

    private static Revisions RevisionsOf(JsonNode? said, JsonNode? sources, JsonNode spec)
    {
        var known = SourcesOf(sources);
        return new Revisions(
            known.IsEmpty ? SourcesOf(spec) : known,
            Said(said, "revision"),
            [.. List(said?["revisions"]).Select(one => (string)one!)]
        );
    }

    private static ImmutableArray<ApplicationSource> SourcesOf(JsonNode? of)
    {
        if (List(of?["sources"]).ToList() is { Count: > 0 } several)
            return [.. several.Select(SourceOf)];
        return of?["source"] is { } single ? [SourceOf(single)] : [];
    }

    private static ApplicationSource SourceOf(JsonNode? source) =>
        new(Said(source, "repoURL"), Said(source, "chart"), Said(source, "targetRevision"));

    private static IEnumerable<JsonNode?> List(JsonNode? list) => list as JsonArray ?? [];

    private static string Said(JsonNode? of, string name) => (string?)of?[name] ?? "";

    private static DateTimeOffset? When(JsonNode? time) =>
        time is null ? null : DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Field Text(string name) => new(name, Shape.Text, IsNeeded: false);

    private static Field Time(string name) => new(name, Shape.Time, IsNeeded: false);

    private static Field Part(string name, params IReadOnlyList<Field> fields) => new(name, Shape.ObjectOf(fields), IsNeeded: false);
}
