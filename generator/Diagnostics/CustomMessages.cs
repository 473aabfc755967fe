namespace GitOpsGen.Diagnostics;

/// <summary>The findings of rules that a fleet writes itself, each under the id that it gave the rule.</summary>
public static partial class Messages
{
    /// <param name="what">What is not as it must be, without a full stop.</param>
    /// <param name="message">Why that matters, in the words of who wrote the rule.</param>
    public static Diagnostic CustomFinding(Severity severity, string id, Position at, string manifest, string what, string message) =>
        new(severity, id, at, $"{Show(manifest)}: {Show(what)}. {Show(message)}");
}
