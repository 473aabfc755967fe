namespace GitOpsGen.Diagnostics;

// ---- moving a namespace
public static partial class Messages
{
    public static Diagnostic DecisionUnused(Position at, string place) =>
        Warning("GOG110", at, $"the decision for {Show(place)} matches no mention any more. Remove it, or correct where it is for.");

    public static Diagnostic DecisionForNothing(Position at) =>
        Error("GOG111", at, "a decision is for a line or for a group: say either 'at' or 'group'.");

    public static Diagnostic SourceTooLarge(Position at, long size, long limit) =>
        Warning("GOG112", at, $"the file has {size} bytes, more than {limit}, and was not searched. Look into it yourself, or skip it.");

    public static Diagnostic SourceNotRead(Position at) =>
        Warning(
            "GOG113",
            at,
            "the bytes of this file are not the text that its byte order mark says, so it was not searched. Save it anew, or skip it."
        );
}
