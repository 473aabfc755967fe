namespace GitOpsGen.Diagnostics;

/// <summary>Findings of credentials in plain text (Check/Secrets). None shows a value, nor how long it is.</summary>
public static partial class Messages
{
    public static Diagnostic SecretWritten(Position at, string secret, IEnumerable<string> keys) =>
        Error("SEC-001", at, WrittenOut(secret, keys) + " Change them, and let an ExternalSecret or SealedSecret bring the new ones.");

    public static Diagnostic SecretMaybeWritten(Position at, string secret, IEnumerable<string> keys) =>
        Warning(
            "SEC-001",
            at,
            WrittenOut(secret, keys)
                + " If anybody may know them, a ConfigMap can hold them; else let an ExternalSecret or "
                + "SealedSecret bring them."
        );

    /// <param name="what">With its article.</param>
    /// <param name="line">Of the field's text; 0 where it has one line.</param>
    public static Diagnostic SecretShape(Position at, string manifest, string field, string what, int line) =>
        Error(
            "SEC-002",
            at,
            $"{Show(manifest)}: {Show(field)} has {what} in it{InLine(line)}. Revoke it, and read the new one from a Secret that a "
                + "store fills."
        );

    public static Diagnostic SecretAddress(Position at, string manifest, string field, string what, int line) =>
        Error(
            "SEC-003",
            at,
            $"{Show(manifest)}: {Show(field)} has {what} in it{InLine(line)}. Change the password, and read the address from a Secret "
                + "that a store fills."
        );

    public static Diagnostic CredentialWritten(Position at, string manifest, string field, string name, int line) =>
        Warning(
            "SEC-004",
            at,
            $"{Show(manifest)}: {Show(field)} has the value of '{Show(name)}' written out{InLine(line)}. Change it, and read the new "
                + "one from a Secret "
                + "that a store fills."
        );

    private static string WrittenOut(string secret, IEnumerable<string> keys) =>
        $"{Show(secret)} is written with its values, which base64 does not hide: {Show(string.Join(", ", keys))}.";

    private static string InLine(int line) => line > 0 ? $", line {line} of its text" : "";
}
