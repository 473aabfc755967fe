namespace GitOpsGen.Schemas;

/// <summary>
/// The metadata that every object has, whatever its definition says of it (meta/v1 ObjectMeta and OwnerReference in the descriptions of
/// Kubernetes 1.31 to 1.36).
/// </summary>
public static class ObjectMeta
{
    private static readonly Schema Text = new() { Types = SchemaTypes.String };

    private static readonly Schema Number = new() { Types = SchemaTypes.Integer, Format = "int64" };

    private static readonly Schema Flag = new() { Types = SchemaTypes.Boolean };

    private static readonly Schema Time = new() { Types = SchemaTypes.String, Format = "date-time" };

    private static readonly Schema TextMap = new() { Types = SchemaTypes.Object, Additional = Text };

    private static readonly Schema Owner = new()
    {
        Types = SchemaTypes.Object,
        Properties = Fields(
            ("apiVersion", Text),
            ("blockOwnerDeletion", Flag),
            ("controller", Flag),
            ("kind", Text),
            ("name", Text),
            ("uid", Text)
        ),
        Required = ["apiVersion", "kind", "name", "uid"],
    };

    public static Schema Schema { get; } =
        new()
        {
            Types = SchemaTypes.Object,
            Properties = Fields(
                ("annotations", TextMap),
                ("creationTimestamp", Time),
                ("deletionGracePeriodSeconds", Number),
                ("deletionTimestamp", Time),
                ("finalizers", List(Text)),
                ("generateName", Text),
                ("generation", Number),
                ("labels", TextMap),
                ("managedFields", List(Schemas.Schema.Any)),
                ("name", Text),
                ("namespace", Text),
                ("ownerReferences", List(Owner)),
                ("resourceVersion", Text),
                ("selfLink", Text),
                ("uid", Text)
            ),
        };

    /// <summary>A definition's own schema with what the API server adds to it: a version, a kind, and the metadata.</summary>
    public static Schema Complete(Schema root)
    {
        var all = new Dictionary<string, Schema>(root.Properties, StringComparer.Ordinal) { ["apiVersion"] = Text, ["kind"] = Text };
        all["metadata"] = root.Properties.TryGetValue("metadata", out var own) ? Narrowed(own) : Schema;
        return root with { Types = SchemaTypes.Object, Properties = all };
    }

    // A definition may say more of the name alone.
    private static Schema Narrowed(Schema own)
    {
        var fields = new Dictionary<string, Schema>(Schema.Properties, StringComparer.Ordinal);
        foreach (var (name, field) in own.Properties)
            fields[name] = field;
        return Schema with { Properties = fields, Required = own.Required };
    }

    private static Schema List(Schema item) => new() { Types = SchemaTypes.Array, Items = item };

    private static Dictionary<string, Schema> Fields(params (string Name, Schema Schema)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Schema, StringComparer.Ordinal);
}
