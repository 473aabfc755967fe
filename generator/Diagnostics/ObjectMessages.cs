namespace GitOpsGen.Diagnostics;

/// <summary>Findings of objects that no API server takes (Check/Objects).</summary>
public static partial class Messages
{
    public static Diagnostic DoesNotFit(Position at, string manifest, string says) =>
        Error("OBJ-001", at, $"{Show(manifest)}: {Show(says)}. The API server refuses the object.");

    public static Diagnostic FormNotTaken(Position at, string manifest, string says) =>
        Error("OBJ-002", at, $"{Show(manifest)}: {Show(says)}. The API server refuses the object.");

    public static Diagnostic FormNotFilled(Position at, string manifest, string says) =>
        Warning(
            "OBJ-002",
            at,
            $"{Show(manifest)}: {Show(says)}, which nobody has filled in. As it stands the API server refuses the object. Judge "
                + "what it becomes."
        );
}
