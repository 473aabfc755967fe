namespace GitOpsGen.Diagnostics;

// ---- taking apps in and out
public static partial class Messages
{
    /// <param name="canBeCalled">Another name may be said for what was to come.</param>
    public static Diagnostic AppThere(string app, bool canBeCalled) =>
        Error(
            "GOG406",
            null,
            $"the fleet has an app \"{Show(app)}\" already. `gitopsgen app add {Show(app)} --env <environment>` has an environment run it"
                + (canBeCalled ? "; --name takes what you named in under another name." : ".")
        );

    public static Diagnostic AppLeaving(string app, string environment, string word, string path) =>
        Error(
            "GOG417",
            null,
            $"app \"{Show(app)}\" is on its way out of {Show(environment)}: `remove: {word}` says so. To have it stay, take that out of "
                + $"{Show(path)}."
        );

    public static Diagnostic NameSaidAlready(string app) =>
        Error(
            "GOG419",
            null,
            $"app \"{Show(app)}\" has its name and namespace: --name and --namespace are for charts, and for folders without an app.yaml. "
                + "Leave them out."
        );

    public static Diagnostic UnknownAppSource(string what, IEnumerable<string> known) =>
        Error(
            "GOG407",
            null,
            $"\"{Show(what)}\" is no app of the catalogue, no folder, and no chart (oci://<registry>/<name>:<version> or "
                + $"https://<repository>/<name>@<version>).{Suggest(what, known)}"
        );

    public static Diagnostic RequiredNowhere(string app, string required) =>
        Error(
            "GOG408",
            null,
            $"app \"{Show(app)}\" requires '{Show(required)}', which neither this fleet, nor the catalogue, nor the place that the app "
                + "comes from has. Add it first, or declare it under prerequisites in gitopsgen.yaml."
        );

    public static Diagnostic AddInTheWay(string path) =>
        Error("GOG409", null, $"'{Show(path)}' is in the way, and nothing is overwritten. Move it away.");

    public static Diagnostic ChartUnread(string chart, string reason) =>
        Warning(
            "GOG410",
            null,
            $"nobody could read the chart {Show(chart)}: {ShowLong(reason).TrimEnd('.')}. So the app has no digest of it, and "
                + "chart.produces in its app.yaml is a guess: compare it with what `helm template` makes."
        );

    /// <param name="environment">Null: its files are to go.</param>
    /// <param name="isPrerequisite">The fleet says that somebody else may run it.</param>
    public static Diagnostic StillRequired(string app, string? environment, IReadOnlyList<string> by, bool isPrerequisite)
    {
        var of = environment is null ? "--files" : $"--env {Show(environment)}";
        var first = string.Join(", then ", by.Select(other => $"`gitopsgen app remove {Show(other)} {of}`"));
        var keep = isPrerequisite
            ? $" Where somebody else runs it from now on, as the prerequisite of that name says, add --keep: its objects stay for them."
            : "";
        return Error(
            "GOG411",
            null,
            $"app \"{Show(app)}\" is required by {Show(string.Join(", ", by))}{(environment is null ? "" : $" in {Show(environment)}")}. "
                + $"First {first}.{keep}"
        );
    }

    public static Diagnostic RemovalNotMerged(string environment, string app, string branch) =>
        Error(
            "GOG412",
            null,
            $"--gone: on {Show(branch)}, which Argo CD follows, nothing says yet that \"{app}\" leaves {environment}; its objects would "
                + "stay in the clusters, unmanaged. First say `remove`, render, and merge that."
        );

    /// <param name="isGone">The entry is to go, so that nothing can be said any more.</param>
    public static Diagnostic KeptLate(string environment, string app, string branch, bool isGone) =>
        isGone
            ? Error(
                "GOG418",
                null,
                $"--keep: on {Show(branch)}, {Show(environment)} says `remove: delete` of \"{Show(app)}\", so its objects are not kept. "
                    + "Leave --keep out; or run without --gone to say `remove: keep`, for what Argo CD has not deleted yet."
            )
            : Warning(
                "GOG418",
                null,
                $"on {Show(branch)}, {Show(environment)} says `remove: delete` of \"{Show(app)}\" already: Argo CD may have deleted its "
                    + "objects before this is merged. Look there first."
            );

    public static Diagnostic NoAppInFolder(string folder, string reason) =>
        Error("GOG413", null, $"{Show(folder)} cannot become an app: {Show(reason)}");

    public static Diagnostic AppDoesNotRun(string app, string environment) =>
        Error(
            "GOG414",
            null,
            $"environment \"{Show(environment)}\" says nothing of the app \"{Show(app)}\", so there is nothing to take out."
        );

    public static Diagnostic ChartWithoutVersion(string what) =>
        Error(
            "GOG415",
            null,
            $"\"{Show(what)}\" names no chart with a version. Write oci://<registry>/<name>:<version> or "
                + "https://<repository>/<name>@<version>, with an exact version such as 1.2.3, and without user, password or query."
        );
}
