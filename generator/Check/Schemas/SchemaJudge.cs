using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;

namespace GitOpsGen.Check.Schemas;

/// <summary>Holds every object of an environment to its schema and to the APIs of its Kubernetes, in one walk.</summary>
internal sealed class SchemaJudge(ClusterContents contents, SchemaStore store)
{
    private readonly KubernetesRelease? release = KubernetesRelease.Of(contents.KubernetesVersion);
    private readonly Dictionary<(string Group, string Version, string Kind), (SchemaAnswer Schema, ApiVerdict? Api)> known = [];
    private readonly SortedDictionary<string, List<Manifest>> withoutSchema = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (Position At, int Count)> expressions = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> findings = [];
    private (Position At, KubernetesRelease Used)? otherRelease;

    public IEnumerable<Diagnostic> Judge()
    {
        foreach (var manifest in contents.Objects.Objects)
            Judge(manifest);
        foreach (var (api, objects) in withoutSchema)
            findings.Add(Messages.KindNotChecked(objects[0].Document.At, api, objects.Count));
        if (expressions.Count > 0)
            findings.Add(
                Messages.ExpressionsNotChecked(
                    expressions.Values.First().At,
                    [.. expressions.Keys],
                    expressions.Values.Sum(one => one.Count)
                )
            );
        if (otherRelease is var (at, used))
            findings.Add(Messages.OtherReleaseChecked(at, release!.Value.ToString(), used.ToString()));
        return findings;
    }

    private void Judge(Manifest manifest)
    {
        var version = ManifestHeader.Of(manifest.Document).Version;
        if (version.Length == 0)
        {
            findings.Add(Messages.FieldMissing(manifest.Document.At, manifest.ToString(), "", "apiVersion", "text"));
            return;
        }

        var (schema, api) = Known(manifest, version);
        var name = KubernetesApi.NameOf(manifest.Id.Group, version, manifest.Kind);
        if (api is not null && release is null)
            Undated(manifest, api);
        else if (api is not null && !IsThere(manifest, name, api))
            return;
        Hold(manifest, name, schema);
    }

    private (SchemaAnswer Schema, ApiVerdict? Api) Known(Manifest manifest, string version)
    {
        var key = (manifest.Id.Group, version, manifest.Kind);
        if (known.TryGetValue(key, out var found))
            return found;
        var schema = store.Find(manifest.Id.Group, version, manifest.Kind, release);
        // A definition of that kind says more than a table of Kubernetes' own.
        var isCustom = schema is SchemaAnswer.NotServed or SchemaAnswer.Known { IsCustom: true };
        var api = isCustom ? null : KubernetesApis.Judge(release ?? KubernetesApis.Newest, manifest.Id.Group, version, manifest.Kind);
        return known[key] = (schema, api);
    }

    /// <returns>False where no API server would look at the object at all.</returns>
    private bool IsThere(Manifest manifest, string name, ApiVerdict verdict)
    {
        var (at, id, on) = (manifest.Document.At, manifest.ToString(), release!.Value.ToString());
        var finding = verdict.State switch
        {
            ApiState.Removed => Messages.ApiRemoved(at, id, name, $"{verdict.Api!.Removed}", on, verdict.Replacement),
            ApiState.NotYet => Messages.ApiNotYet(at, id, name, $"{verdict.Api!.First}", on, verdict.Replacement),
            ApiState.Mistaken => Messages.ApiMistaken(at, id, name, on, verdict.Replacement),
            ApiState.OffByDefault => Messages.ApiOffByDefault(at, id, name, on, verdict.Replacement),
            ApiState.Deprecated => Messages.ApiDeprecated(
                at,
                id,
                name,
                $"{verdict.Api!.Deprecated}",
                verdict.Api.Removed?.ToString(),
                verdict.Replacement
            ),
            _ => null,
        };
        if (finding is not null)
            findings.Add(finding);
        return finding?.Severity != Severity.Error;
    }

    // Where nobody says the clusters' version, only that is told which some of today's would refuse.
    private void Undated(Manifest manifest, ApiVerdict newest)
    {
        if (newest is { State: ApiState.Removed, Api: { } gone })
            findings.Add(
                Messages.ApiVersionNotKnown(manifest.Document.At, manifest.ToString(), gone.Name, $"{gone.Removed}", newest.Replacement)
            );
    }

    private void Hold(Manifest manifest, string name, SchemaAnswer answer)
    {
        switch (answer)
        {
            case SchemaAnswer.NotServed other:
                findings.Add(Messages.VersionNotServed(manifest.Document.At, manifest.ToString(), name, other.Served));
                break;
            case SchemaAnswer.Known schema:
                if (schema.Release is { } used && release is { } wanted && used != wanted)
                    otherRelease ??= (manifest.Document.At, used);
                if (schema.Expressions > 0)
                    expressions.TryAdd(name, (manifest.Document.At, schema.Expressions));
                foreach (var mistake in schema.Mistakes(manifest.Document))
                    findings.Add(Finding(manifest.ToString(), mistake));
                break;
            default:
                if (!withoutSchema.TryGetValue(name, out var objects))
                    withoutSchema[name] = objects = [];
                objects.Add(manifest);
                break;
        }
    }

    private static Diagnostic Finding(string manifest, SchemaMistake mistake) =>
        mistake switch
        {
            UnknownField unknown => Messages.FieldUnknown(unknown.At, manifest, unknown.Path, unknown.Name, unknown.Known),
            MissingField missing => Messages.FieldMissing(missing.At, manifest, missing.Path, missing.Name, missing.Type),
            WrongValue wrong => Messages.ValueWrong(wrong.At, manifest, wrong.Path, wrong.Trouble, wrong.Mend),
            _ => throw new InvalidOperationException($"nobody knows the mistake {mistake.GetType().Name}"),
        };
}
