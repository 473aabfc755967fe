namespace GitOpsGen.Diagnostics;

/// <summary>What is told of promotions, rollbacks and holds.</summary>
public static partial class Messages
{
    public static Diagnostic PinNotEditable(Position at) =>
        Error(
            "GOG400",
            at,
            "this pin has a form that cannot be changed without touching more than its values (an anchor, say); write "
                + "`spec: {release: …}` plainly, or change it by hand"
        );

    public static Diagnostic NotOnBase(string what, string name, string branch, IEnumerable<string> known) =>
        Error("GOG401", null, $"{Show(branch)} has no {what} '{Show(name)}'.{Suggest(name, known)}");

    public static Diagnostic NotRunThere(string app, string where, string branch) =>
        Error("GOG402", null, $"on {Show(branch)} the app '{Show(app)}' does not run in {where}.");

    public static Diagnostic NoOutput(Position at, string output, string why) =>
        Error("GOG430", at, $"the waves cannot be written for {output}: {Show(why)}.");

    public static Diagnostic NotRolledBack(string why, bool isError) =>
        new(isError ? Severity.Error : Severity.Warning, "GOG403", null, $"not taken back in {Show(why)}.");
}
