namespace GitOpsGen.Diagnostics;

// ---- schemas
public static partial class Messages
{
    public static Diagnostic SchemaFileForeign(string path) =>
        Error(
            "GOG330",
            Position.Start(path),
            "this is no schema that `gitopsgen schema import` has written. Remove the file, and import the kind again."
        );

    public static Diagnostic NothingToImport(string source, bool isChart) =>
        Error(
            "GOG331",
            null,
            isChart
                ? $"the chart {Show(source)} has no CustomResourceDefinition below crds/. Where its templates make them, import what "
                    + "`helm template --include-crds` prints."
                : $"there is no schema to import in {Show(source)}. Name a CustomResourceDefinition, an OpenAPI description of an API "
                    + "server, or a folder or chart with such files."
        );

    public static Diagnostic DefinitionUnusable(Position at, string name, string why, string mend) =>
        Error("GOG332", at, $"the definition of {Show(name)} cannot be imported: {Show(why)}. {mend}");

    public static Diagnostic DescriptionWithoutRelease(Position at) =>
        Error("GOG333", at, "the description does not say of which Kubernetes it is (info.version). Say it: `--kubernetes-version 1.36`.");

    public static Diagnostic ImportedTwice(Position at, string kind, string first) =>
        Error("GOG334", at, $"{Show(kind)} is in {Show(first)} already, and not with the same schema. Import one of the two.");

    public static Diagnostic SchemaSourceUnreadable(string source, string why) =>
        Error("GOG335", null, $"{Show(source)} cannot be read: {Show(why)}.");

    public static Diagnostic SchemaPlaceUnusable(Position at, string place, string why) =>
        Error("GOG336", at, $"'{Show(place)}' is no place of schemas: {why}.");

    public static Diagnostic SchemaHostNotAllowed(Position at, string host) =>
        Error(
            "GOG337",
            at,
            $"schemas are to be fetched from {Show(host)}, and nobody who calls said that it may be asked. If it may: "
                + $"`--schema-host {Show(host)}`. Else import what is needed with `gitopsgen schema import`, or say --offline."
        );

    public static Diagnostic SchemaNotFetched(Position at, string address, string why) =>
        Error(
            "GOG338",
            at,
            $"the schema {Show(address)} cannot be fetched: {Show(why)}. What is imported with `gitopsgen schema import` needs no network; "
                + "with --offline kinds without a schema are counted."
        );

    public static Diagnostic FetchedNoSchema(Position at, string address) =>
        Error(
            "GOG339",
            at,
            $"what {Show(address)} gives is no schema of that kind that stands for itself. Name files of JSON Schema in one piece "
                + "(kubeconform's are called standalone), or definitions."
        );
}
