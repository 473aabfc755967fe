namespace GitOpsGen.Diagnostics;

// ---- outputs
public static partial class Messages
{
    public static Diagnostic OutputNoJson(Position at, string output, string reason) =>
        Error("GOG424", at, $"what this line of the template becomes for {Show(output)} is not JSON: {Show(reason)}.");

    /// <param name="first">Where the other says it.</param>
    public static Diagnostic OutputTaken(Position at, string output, Position first) =>
        Error("GOG425", at, $"{Show(output)} is written already, as {first} says. Give one of the two another name.");

    public static Diagnostic OutputIsRecord(Position at, string to) =>
        Error("GOG426", at, $"an output cannot be '{Show(to)}': that file says which outputs there are. Give it another name.");
}
