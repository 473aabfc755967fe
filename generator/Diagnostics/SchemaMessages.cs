namespace GitOpsGen.Diagnostics;

/// <summary>What the rules of schemas and of API versions find.</summary>
public static partial class Messages
{
    public static Diagnostic FieldUnknown(Position at, string manifest, string path, string field, IReadOnlyCollection<string> known) =>
        Error("SCH-001", at, $"{Show(manifest)}: there is no field '{Show(Below(path, field))}'.{Suggest(field, known)}");

    public static Diagnostic ValueWrong(Position at, string manifest, string path, string trouble, string mend) =>
        Error(
            "SCH-002",
            at,
            $"{Show(manifest)}: {(path.Length == 0 ? "the object" : $"'{Show(path)}'")} {trouble}.{(mend.Length == 0 ? "" : $" {mend}")}"
        );

    public static Diagnostic FieldMissing(Position at, string manifest, string path, string field, string type) =>
        Error(
            "SCH-003",
            at,
            $"{Show(manifest)}: the field '{Show(Below(path, field))}' is missing{(type.Length == 0 ? "" : $"; it is {type}")}. Write it."
        );

    public static Diagnostic ApiRemoved(Position at, string manifest, string api, string removed, string release, string? replacement) =>
        Error(
            "SCH-004",
            at,
            $"{Show(manifest)}: {Show(api)} was removed in Kubernetes {removed}, and the clusters have {release}. "
                + (replacement is null ? "Nothing took its place: remove the object." : $"Use {replacement}.")
        );

    public static Diagnostic ApiNotYet(Position at, string manifest, string api, string first, string release, string? older) =>
        Error(
            "SCH-004",
            at,
            $"{Show(manifest)}: {Show(api)} comes with Kubernetes {first}, and the clusters have {release}. "
                + (older is null ? "Leave the object out there." : $"Use {older} there.")
        );

    public static Diagnostic ApiMistaken(Position at, string manifest, string api, string release, string? near) =>
        Error(
            "SCH-004",
            at,
            $"{Show(manifest)}: Kubernetes {release} has no {Show(api)}."
                + (near is null ? " Correct apiVersion and kind." : $" Did you mean {near}?")
        );

    public static Diagnostic ApiOffByDefault(Position at, string manifest, string api, string release, string? replacement) =>
        Warning(
            "SCH-004",
            at,
            $"{Show(manifest)}: {Show(api)} is off in Kubernetes {release} unless the API server was told to serve it. "
                + (replacement is null ? "Make sure that it was." : $"Make sure that it was, or use {replacement} where that is there.")
        );

    public static Diagnostic ApiVersionNotKnown(Position at, string manifest, string api, string removed, string? replacement) =>
        Note(
            "SCH-004",
            at,
            $"{Show(manifest)}: {Show(api)} is not there from Kubernetes {removed} on, and nobody says which version the clusters have. "
                + (replacement is null ? "Say it." : $"Say it, or use {replacement}.")
        );

    public static Diagnostic ApiDeprecated(Position at, string manifest, string api, string since, string? removed, string? replacement) =>
        Warning(
            "SCH-005",
            at,
            $"{Show(manifest)}: {Show(api)} is deprecated since Kubernetes {since}"
                + $"{(removed is null ? "" : $", and goes with {removed}")}."
                + (replacement is null ? "" : $" Use {replacement}.")
        );

    public static Diagnostic KindNotChecked(Position at, string api, int count) =>
        Note(
            "SCH-006",
            at,
            $"objects of {Show(api)} are not held to a schema, because there is none. Import it with `gitopsgen schema import`."
        ) with
        {
            Times = count,
        };

    public static Diagnostic ExpressionsNotChecked(Position at, IReadOnlyList<string> kinds, int count) =>
        Note(
            "SCH-006",
            at,
            $"definitions have {count} conditions in CEL (x-kubernetes-validations), which the API server evaluates and nothing here: "
                + $"of {Show(Some(kinds))}."
        );

    public static Diagnostic OtherReleaseChecked(Position at, string release, string used) =>
        Note(
            "SCH-006",
            at,
            $"there are no schemas of Kubernetes {release}, so its own kinds are held to those of {used}: fields that came or went between "
                + $"the two are not told rightly. Import the description of {release} with `gitopsgen schema import`."
        );

    public static Diagnostic VersionNotServed(Position at, string manifest, string api, IReadOnlyList<string> served) =>
        Error(
            "SCH-007",
            at,
            $"{Show(manifest)}: the definition of the kind does not serve {Show(api)}, so the API server knows no such object. "
                + (served.Count == 0 ? "It serves no version at all." : $"Served: {string.Join(", ", served.Select(Show))}.")
        );

    private static string Below(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";
}
