using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>
/// Walks a value and its schema together, as the API server does: which fields there are, their types, what is missing, which values are
/// taken. Schemas of custom resources forbid no field by themselves; what the walk does not find there is unknown.
/// </summary>
/// <param name="definitions">What references in the schema lead to.</param>
/// <param name="isCustom">It is a definition's: lists that are maps or sets are held to that.</param>
internal sealed class SchemaWalk(IReadOnlyDictionary<string, Schema> definitions, bool isCustom)
{
    // Chains of references that lead to nothing else would not end.
    private const int LongestChain = 20;

    private readonly List<SchemaMistake> mistakes = [];
    private readonly ValuePath path = new();

    /// <summary>Everything that is wrong with an object, in the order of the document.</summary>
    public static IReadOnlyList<SchemaMistake> Of(
        YamlMap document,
        Schema root,
        IReadOnlyDictionary<string, Schema> definitions,
        bool isCustom
    )
    {
        var walk = new SchemaWalk(definitions, isCustom);
        walk.Value(document, root);
        return walk.mistakes;
    }

    private void Value(YamlNode node, Schema said)
    {
        if (Resolve(said) is not { } schema || node is YamlUnreadable)
            return;
        if (ScalarChecks.Type(node, schema) is { } type)
        {
            Wrong(node, type);
            return;
        }

        switch (node)
        {
            case YamlMap map:
                Fields(map, schema);
                break;
            case YamlList list:
                Items(list, schema);
                break;
        }

        Facts(node, schema, schema);
    }

    private void Fields(YamlMap map, Schema schema)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (schema.Properties.TryGetValue(key.Text, out var field))
                Field(key.Text, value, field);
            else if (schema.Additional is { } additional)
                Field(key.Text, value, additional);
            else if (schema.IsEmbedded && key.Text is "apiVersion" or "kind" or "metadata")
                Field(key.Text, value, key.Text == "metadata" ? ObjectMeta.Schema : Schema.Any);
            else if (!schema.PreservesUnknown)
                mistakes.Add(new UnknownField(key.At, path.ToString(), key.Text, [.. schema.Properties.Keys]));
        }
    }

    // Nothing is as if the field were not there; where it must be, that is told of the map.
    private void Field(string name, YamlNode value, Schema schema)
    {
        if (value is YamlScalar { IsNull: true })
            return;
        path.Enter(name);
        Value(value, schema);
        path.Leave();
    }

    private void Items(YamlList list, Schema schema)
    {
        if (schema.Items is not { } items)
            return;
        for (var i = 0; i < list.Items.Count; i++)
        {
            path.Enter(i);
            if (
                list.Items[i] is YamlScalar { IsNull: true } nothing
                && Resolve(items) is { IsNullable: false, PreservesUnknown: false } item
            )
                Wrong(nothing, ScalarChecks.Nothing(item));
            else
                Value(list.Items[i], items);
            path.Leave();
        }

        if (isCustom && ListChecks.Duplicate(list, schema) is var (index, trouble))
        {
            path.Enter(index);
            Wrong(list.Items[index], trouble);
            path.Leave();
        }
    }

    /// <param name="structure">The same place of the schema that says which fields there are: it knows what is filled in.</param>
    private void Facts(YamlNode node, Schema schema, Schema structure)
    {
        if (node is YamlMap map)
            Required(map, schema, structure);
        if (ScalarChecks.Value(node, schema) is { } value)
            Wrong(node, value);
        if (schema.Logic is not { } logic)
            return;
        foreach (var branch in logic.AllOf)
            Branch(node, branch, structure);
        Join(node, logic, structure);
    }

    private void Required(YamlMap map, Schema schema, Schema structure)
    {
        foreach (var name in schema.Required)
            if (Child(map, name, structure) is null)
                Missing(map, name, structure);
        if (schema.IsEmbedded)
            foreach (var name in new[] { "apiVersion", "kind" }.Where(name => !map.Says(name)))
                Missing(map, name, structure);
    }

    private void Missing(YamlMap map, string name, Schema structure) =>
        mistakes.Add(new MissingField(map.At, path.ToString(), name, TypeOf(structure, name)));

    // A branch says what is taken, and nothing of which fields there are.
    private void Branch(YamlNode node, Schema branch, Schema structure)
    {
        if (node is YamlScalar { IsNull: true } || branch.Reference is not null)
            return;
        if (branch.Types != SchemaTypes.None && ScalarChecks.Type(node, branch) is { } type)
        {
            Wrong(node, type);
            return;
        }

        Facts(node, branch, structure);
        if (node is YamlMap map)
            BranchFields(map, branch, structure);
        else if (node is YamlList list && branch.Items is { } items)
            BranchItems(list, items, structure.Items ?? Schema.Any);
    }

    private void BranchFields(YamlMap map, Schema branch, Schema structure)
    {
        foreach (var (name, field) in branch.Properties)
            if (Child(map, name, structure) is { } child)
                BranchField(name, child, field, structure.Properties.GetValueOrDefault(name));
        if (branch.Additional is { } additional)
            foreach (var entry in map.Entries.Where(entry => !branch.Properties.ContainsKey(entry.Key.Text)))
                BranchField(entry.Key.Text, entry.Value, additional, structure.Additional);
    }

    private void BranchField(string name, YamlNode child, Schema field, Schema? structure)
    {
        path.Enter(name);
        Branch(child, field, structure ?? Schema.Any);
        path.Leave();
    }

    private void BranchItems(YamlList list, Schema items, Schema structure)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            path.Enter(i);
            Branch(list.Items[i], items, structure);
            path.Leave();
        }
    }

    private void Join(YamlNode node, SchemaLogic logic, Schema structure)
    {
        if (!logic.AnyOf.IsEmpty && !logic.AnyOf.Any(branch => Tried(node, branch, structure).Count == 0))
            Wrong(node, LogicWords.NoneOf(logic.AnyOf, [.. logic.AnyOf.Select(branch => Tried(node, branch, structure))]));
        if (!logic.OneOf.IsEmpty)
            One(node, logic.OneOf, [.. logic.OneOf.Select(branch => Tried(node, branch, structure))]);
        if (logic.Not is { } not && Tried(node, not, structure).Count == 0)
            Wrong(node, LogicWords.Not(not));
    }

    private void One(YamlNode node, ImmutableArray<Schema> branches, IReadOnlyList<IReadOnlyList<SchemaMistake>> tried)
    {
        var fitting = tried.Count(mistakes => mistakes.Count == 0);
        if (fitting == 0)
            Wrong(node, LogicWords.NoneOf(branches, tried));
        else if (fitting > 1)
            Wrong(node, LogicWords.SeveralOf(branches, node));
    }

    /// <summary>What a branch has against the value; nothing where it fits.</summary>
    private IReadOnlyList<SchemaMistake> Tried(YamlNode node, Schema branch, Schema structure)
    {
        var before = mistakes.Count;
        Branch(node, branch, structure);
        var found = mistakes.Count == before ? [] : mistakes[before..];
        mistakes.RemoveRange(before, mistakes.Count - before);
        return found;
    }

    /// <summary>What is under a key, or is filled in there; null where there is neither.</summary>
    private static YamlNode? Child(YamlMap map, string name, Schema structure)
    {
        var field = structure.Properties.GetValueOrDefault(name);
        return map[name] switch
        {
            null => field?.Default,
            YamlScalar { IsNull: true } nothing => field is { IsNullable: true } ? nothing : field?.Default,
            var child => child,
        };
    }

    private string TypeOf(Schema structure, string name) =>
        structure.Properties.TryGetValue(name, out var field) && Resolve(field) is { } schema ? TypeWords.Of(schema) : "";

    private Schema? Resolve(Schema schema)
    {
        for (var i = 0; schema.Reference is { } name; i++)
        {
            if (i == LongestChain || !definitions.TryGetValue(name, out var target))
                return null;
            schema = target;
        }

        return schema;
    }

    private void Wrong(YamlNode node, Trouble trouble) =>
        mistakes.Add(new WrongValue(node.At, path.ToString(), trouble.Says, trouble.Mend));
}
