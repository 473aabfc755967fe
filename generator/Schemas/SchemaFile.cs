using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsGen.Layout;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>
/// The files below <c>schemas/</c>: one for each version of a kind, and one with what Kubernetes' own kinds are made of.
/// docs/validate-schemas.md describes them.
/// </summary>
public static class SchemaFile
{
    private const int Format = 1;

    private const string Comment = "Written by gitopsgen schema import. Import again rather than edit.";

    public static string PathOf(KindSchema kind) => SchemaFolder.File(kind.Group, kind.Kind, kind.Version);

    public static string Write(KindSchema kind)
    {
        var json = Head();
        json["group"] = kind.Group;
        json["version"] = kind.Version;
        json["kind"] = kind.Kind;
        switch (kind)
        {
            case CustomSchema custom:
                json["sources"] = new JsonArray(Source(new JsonObject(), custom.Source));
                json["served"] = Texts(custom.Served);
                json["notServed"] = Texts(custom.NotServed);
                json["expressions"] = custom.Expressions;
                json["schema"] = SchemaWriter.Write(custom.Schema);
                break;
            case BuiltInSchema builtIn:
                json["sources"] = new JsonArray([.. builtIn.Sources.OrderBy(one => one.Release).Select(Source)]);
                break;
        }

        return SchemaText.Of(json);
    }

    public static string Write(DefinitionSet definitions)
    {
        var json = Head();
        json["definitions"] = new JsonObject(
            definitions.All.Select(entry =>
                KeyValuePair.Create<string, JsonNode?>(entry.Key, new JsonArray([.. entry.Value.Select(Variant)]))
            )
        );
        return SchemaText.Of(json);
    }

    /// <summary>Null for what is no such file.</summary>
    public static KindSchema? ReadKind(string path, string text)
    {
        if (Document(path, text) is not { } document)
            return null;
        var (group, version, kind) = (document.Text("group"), document.Text("version"), document.Text("kind"));
        if (group is null || version is null || kind is null || SchemaFolder.File(group, kind, version) != path)
            return null;
        var sources = document.List("sources").OfType<YamlMap>().ToList();
        if (document.Map("schema") is { } schema && document.Integer("expressions") is { } expressions)
            return sources is [var only] && Source(only) is { } source
                ? new CustomSchema(
                    group,
                    version,
                    kind,
                    source,
                    Texts(document, "served"),
                    Texts(document, "notServed"),
                    expressions,
                    SchemaReader.Read(schema)
                )
                : null;
        var releases = sources.Select(BuiltIn).ToList();
        return releases.Count > 0 && !releases.Contains(null)
            ? new BuiltInSchema(group, version, kind, [.. releases.OfType<BuiltInSource>()])
            : null;
    }

    /// <summary>Null for what is no such file.</summary>
    public static DefinitionSet? ReadDefinitions(string path, string text)
    {
        if (Document(path, text)?.Map("definitions") is not { } definitions)
            return null;
        var all = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<DefinitionVariant>>(StringComparer.Ordinal);
        foreach (var (name, variants) in definitions.Entries)
            all[name.Text] = [.. ((variants as YamlList)?.Items ?? []).OfType<YamlMap>().Select(Variant).OfType<DefinitionVariant>()];
        return new DefinitionSet(all.ToImmutable());
    }

    private static JsonObject Head() => new() { ["comment"] = Comment, ["format"] = Format };

    private static YamlMap? Document(string path, string text) =>
        JsonText.Read(path, text) is YamlMap document && document.Integer("format") == Format ? document : null;

    private static JsonObject Source(BuiltInSource one) =>
        Source(new JsonObject { ["kubernetes"] = one.Release.ToString(), ["definition"] = one.Definition }, one.Source);

    private static JsonObject Source(JsonObject json, SchemaSource source)
    {
        json["name"] = source.Name;
        json["sha256"] = source.Sha256;
        return json;
    }

    private static SchemaSource? Source(YamlMap json) =>
        json.Text("name") is { } name && json.Text("sha256") is { } digest ? new SchemaSource(name, digest) : null;

    private static BuiltInSource? BuiltIn(YamlMap json) =>
        KubernetesRelease.Of(json.Text("kubernetes")) is { } release && json.Text("definition") is { } name && Source(json) is { } source
            ? new BuiltInSource(release, name, source)
            : null;

    private static JsonNode Variant(DefinitionVariant variant) =>
        new JsonObject
        {
            ["kubernetes"] = Texts(variant.Releases.Select(release => release.ToString())),
            ["schema"] = JsonNode.Parse(variant.Text),
        };

    private static DefinitionVariant? Variant(YamlMap json) =>
        json.Map("schema") is { } schema
            ? new DefinitionVariant(
                [.. json.Texts("kubernetes").Select(text => KubernetesRelease.Of(text.Text)).OfType<KubernetesRelease>()],
                SchemaReader.Read(schema)
            )
            : null;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);

    private static ImmutableArray<string> Texts(YamlMap json, string key) => [.. json.Texts(key).Select(text => text.Text)];
}
