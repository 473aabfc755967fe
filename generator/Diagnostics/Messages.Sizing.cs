namespace GitOpsGen.Diagnostics;

// ---- sizing
public static partial class Messages
{
    /// <param name="at">Null for a file that is not there.</param>
    public static Diagnostic UsageMalformed(Position? at, string why) =>
        Error(
            "GOG420",
            at,
            $"this is no use that was measured: {Show(why)}. Write what Prometheus answers to the query in docs/scaling.md."
        );

    public static Diagnostic ScalingParameter(Position at, string name, string noun, IReadOnlyCollection<string> known) =>
        Error("GOG421", at, $"\"{Show(name)}\" is no {noun} of the app.{Suggest(name, known)}");

    /// <param name="isError">Nothing is left to work with.</param>
    public static Diagnostic UsageOfNobody(Position at, string why, bool isError) =>
        isError ? Error("GOG422", at, Show(why)) : Warning("GOG422", at, Show(why));

    /// <param name="at">Null where a measure is to blame.</param>
    public static Diagnostic SizeDoubtful(Position? at, string place, string why) => Warning("GOG423", at, $"{Show(place)}: {Show(why)}");
}
