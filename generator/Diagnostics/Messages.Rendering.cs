namespace GitOpsGen.Diagnostics;

// ---- rendering
public static partial class Messages
{
    public static Diagnostic TemplateFailed(Position at, string reason) =>
        Error("GOG060", at, $"the template cannot be rendered: {Show(reason)}.");

    public static Diagnostic TemplateMakesBadYaml(Position at, string unit, string reason) =>
        Error("GOG061", at, $"what this line of the template becomes for {unit} is not YAML: {reason}.");

    public static Diagnostic KustomizeFailed(Position at, string unit, string message) =>
        Error("GOG062", at, $"Kustomize cannot build {unit} (environments/{unit}): {message}");

    public static Diagnostic PatchMatchesNothing(Position at, string unit, string target) =>
        Error(
            "GOG063",
            at,
            $"the patch's target ({target}) matches no object of {unit}; Kustomize would stay silent. Correct the target, or "
                + "limit the patch by 'when'."
        );

    public static Diagnostic PatchNeedsChart(Position at, string unit, string target) =>
        Warning(
            "GOG064",
            at,
            $"cannot tell whether the target ({target}) exists in {unit}: chart not at hand, and with delivery 'helm' a patch "
                + "does not reach the chart's objects."
        );

    public static Diagnostic PatchMissesChart(Position at, string unit, string target) =>
        Error(
            "GOG068",
            at,
            $"the patch's target ({target}) is in {unit} only among the chart's objects, and with delivery 'helm' a patch does "
                + "not reach those. Say it by the chart's values, or use 'rendered' or 'kustomize'."
        );

    public static Diagnostic UnknownScope(Position at, string kind, IReadOnlyList<string> units) =>
        Warning(
            "GOG065",
            at,
            $"{units[0]} makes {kind} without a namespace{(units.Count > 1 ? $" (and {Some([.. units.Skip(1)])})" : "")}, and neither a "
                + "definition in this environment nor the fleet says whether the kind is cluster-scoped, so the project permits it either "
                + "way. List it under clusterKinds in gitopsgen.yaml if it is; if not, give the object its namespace."
        );

    public static Diagnostic EmptyUnit(Position at, string unit) =>
        Error(
            "GOG066",
            at,
            $"{unit} has nothing to deploy: no base, component, resource or chart applies here. Correct the 'when' of its parts."
        );

    public static Diagnostic DuplicateOverlayFile(Position at, string name) =>
        Error("GOG067", at, $"two parts of the overlay are called '{name}'. Rename one.");
}
