using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>Finds where a structural schema takes less than the one before.</summary>
public sealed class CrdSchema
{
    private static readonly string[] Least = ["minimum", "minLength", "minItems", "minProperties"];
    private static readonly string[] Most = ["maximum", "maxLength", "maxItems", "maxProperties"];

    private readonly List<string> found = [];

    public IReadOnlyList<string> Narrowed(YamlMap? old, YamlMap? @new)
    {
        Compare("", old, @new);
        return found;
    }

    private void Compare(string path, YamlMap? old, YamlMap? @new)
    {
        if (@new is null || NodeEquality.Same(old, @new))
            return;
        old ??= YamlMap.Empty(@new.At);
        Values(path, old, @new);
        Bounds(path, old, @new);
        Properties(path, old, @new);
        Compare($"{path}[]", old.Map("items"), @new.Map("items"));
        if (old.Map("additionalProperties") is { } others)
            Compare($"{path}.*", others, @new.Map("additionalProperties"));
    }

    private void Values(string path, YamlMap old, YamlMap @new)
    {
        if (
            old.Text("type") is { } before
            && @new.Text("type") is { } after
            && before != after
            && (before, after) is not ("integer", "number")
        )
            Say(path, $"type {before} became {after}");
        if (@new["enum"] is YamlList and { } allowed)
        {
            var words = allowed.Items.OfType<YamlScalar>().Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
            if (old["enum"] is not YamlList known)
                Say(path, "only some values are allowed now");
            else if (
                known.Items.OfType<YamlScalar>().Select(item => item.Text).Where(word => !words.Contains(word)).ToList() is
                { Count: > 0 } gone
            )
                Say(path, $"{string.Join(", ", gone)} no longer allowed");
        }

        if (@new.Text("pattern") is { } pattern && old.Text("pattern") != pattern)
            Say(path, "another pattern");
        if (old.Flag("nullable") && !@new.Flag("nullable"))
            Say(path, "null no longer allowed");
        if (@new.Text("format") is { } format && old.Text("format") != format)
            Say(path, $"format {format}");
        var rules = @new.List("x-kubernetes-validations")
            .Count(rule =>
                !old.List("x-kubernetes-validations").Any(known => (known as YamlMap)?.Text("rule") == (rule as YamlMap)?.Text("rule"))
            );
        if (rules > 0)
            Say(path, DiffWords.Many(rules, "new validation rule"));
    }

    private void Bounds(string path, YamlMap old, YamlMap @new)
    {
        foreach (var bound in Least)
            if (Number(@new, bound) is { } least && (Number(old, bound) is not { } before || before < least))
                Say(path, $"{bound} {least}");
        foreach (var bound in Most)
            if (Number(@new, bound) is { } most && (Number(old, bound) is not { } before || before > most))
                Say(path, $"{bound} {most}");
    }

    private void Properties(string path, YamlMap old, YamlMap @new)
    {
        var takesAll =
            @new.Flag("x-kubernetes-preserve-unknown-fields")
            || @new["additionalProperties"] is YamlMap
            || @new.Flag("additionalProperties");
        if (old.Flag("x-kubernetes-preserve-unknown-fields") && !takesAll)
            Say(path, "unknown fields are cut off now");
        if (old["additionalProperties"] is not null && !takesAll && !old.Flag("x-kubernetes-preserve-unknown-fields"))
            Say(path, "free keys are cut off now");
        var required = @new.Texts("required")
            .Select(item => item.Text)
            .Except(old.Texts("required").Select(item => item.Text), StringComparer.Ordinal);
        foreach (var name in required)
            Say($"{path}.{name}", "required now");
        foreach (var entry in old.Map("properties")?.Entries ?? [])
        {
            if (@new.Map("properties")?.Map(entry.Key.Text) is { } schema)
                Compare($"{path}.{entry.Key.Text}", entry.Value as YamlMap, schema);
            else if (!takesAll)
                Say($"{path}.{entry.Key.Text}", "removed");
        }
    }

    private static decimal? Number(YamlMap schema, string key) => decimal.TryParse(schema.Text(key), out var number) ? number : null;

    private void Say(string path, string what) => found.Add($"{(path.Length == 0 ? "the object" : path)} {what}");
}
