namespace GitOpsGen.Diagnostics;

// ---- new fleets and clusters
public static partial class Messages
{
    public static Diagnostic UnknownCatalogueApp(string app, IEnumerable<string> known) =>
        Error("GOG100", null, $"the catalogue has no app \"{app}\".{Suggest(app, known)}");

    public static Diagnostic InitInTheWay(string folder, string name) =>
        Error("GOG101", null, $"'{name}' is in the way in {folder}, and init overwrites nothing. Move it away, or name another folder.");

    public static Diagnostic FleetExists(string folder) =>
        Error(
            "GOG102",
            null,
            $"{folder} holds a fleet already (gitopsgen.yaml). To add a cluster to it, say --cluster "
                + "<environment>/<name>=<server> without --apps."
        );

    public static Diagnostic ClusterElsewhere(
        Position at,
        string name,
        string server,
        string environment,
        string hasName,
        string hasServer
    ) =>
        Error(
            "GOG103",
            at,
            $"environment \"{environment}\" has "
                + (
                    hasName == name
                        ? $"a cluster '{name}' already, with the server {hasServer}"
                        : $"the server {server} already, as cluster '{hasName}'"
                )
                + ". A cluster belongs to one environment: correct the command, or this entry."
        );

    /// <param name="goes">The line is to be taken out.</param>
    public static Diagnostic CannotSplice(Position at, string line, string place = "spec.clusters", bool goes = false) =>
        Error(
            "GOG104",
            at,
            goes
                ? $"the tool cannot take \"{Show(line)}\" out of {place} without touching what else you wrote. Take it out yourself."
                : $"the tool cannot add to this {(place == "spec.clusters" ? "list" : "file")} without touching what you wrote. Add this "
                    + $"to {place} yourself: {line}"
        );
}
