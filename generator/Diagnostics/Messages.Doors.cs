namespace GitOpsGen.Diagnostics;

// ---- doors of Kustomize and Helm
public static partial class Messages
{
    public static Diagnostic ForeignPlugin(Position at, string kind) =>
        Error(
            "GOG230",
            at,
            $"'{Show(kind)}' is no plugin of Kustomize's own (apiVersion: builtin) that only reads files: it would run a "
                + "program, or fetch a chart. Take it out; a chart belongs into 'chart' in app.yaml."
        );

    public static Diagnostic KustomizeSpelling(Position at, string key, string field) =>
        Error("GOG231", at, $"Kustomize reads the key '{Show(key)}' as '{field}'. Write it so.");

    public static Diagnostic KustomizeMerge(Position at) =>
        Error("GOG232", at, "Kustomize lets what '<<' merges win over what stands before it, other readers do not. Write the entries out.");

    public static Diagnostic PluginFolderField(Position at, string key) =>
        Error(
            "GOG233",
            at,
            $"a folder of plugin configurations has resources only; '{Show(key)}' would change them unseen. Write them as they "
                + "shall be, or name their files."
        );

    public static Diagnostic ChartSchemaReference(Position at, string chart, string file, string reference) =>
        Error(
            "GOG234",
            at,
            $"the schema {Show(file)} of the chart {Show(chart)} refers to '{Show(reference)}', which Helm would fetch or read "
                + "from outside of the chart. Write what is there into the schema, or take another version of the chart."
        );

    public static Diagnostic ChartEntry(Position at, string chart, string entry, string what) =>
        Error(
            "GOG235",
            at,
            $"'{Show(entry)}' in the chart {Show(chart)} is {what}; a chart holds files and folders below its own. Take it out."
        );

    public static Diagnostic ChartTooLarge(Position at, string chart, string what) =>
        Error("GOG236", at, $"the chart {Show(chart)} has {what}; that is no chart for Helm. Take out what does not belong to it.");

    public static Diagnostic PatternUnsure(Position at, string unit, string target) =>
        Warning(
            "GOG237",
            at,
            $"cannot tell whether the patch's target ({Show(target)}) matches an object of {unit}: Kustomize may read this "
                + "pattern or selector differently. Write it with letters, '.', '*', '+', '?', '|', [a-z] and groups."
        );
}
