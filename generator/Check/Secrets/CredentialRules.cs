using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>SEC-004: a value under a name that says that it is a credential.</summary>
internal static class CredentialRules
{
    public static Rule<ClusterContents> Named { get; } =
        new(
            "SEC-004",
            "Nothing that is called like a password, token or key has its value written out: variables, arguments, annotations, fields, "
                + "and lines of "
                + "files in ConfigMaps.",
            Check
        )
        {
            Why =
                "Whoever reads the repository has it. It is a warning, because the name alone says so: references, variables, "
                + "templates, paths of "
                + "files, digests and examples are passed over.",
            Mend = "Change the value, and read the new one from a Secret that a store fills (`valueFrom.secretKeyRef`, a mounted file).",
            Severities = [Severity.Warning],
        };

    // Texts for people, and expressions; the words are in them, and no values.
    private static readonly string[] Prose = ["description", "documentation", "expr", "help", "message", "runbook_url", "summary", "title"];

    private static void Check(ClusterContents contents, Findings findings)
    {
        foreach (var finding in SecretWalk.Of(contents).Credentials)
            findings.Fail(finding);
    }

    /// <param name="kind">What the name says of the value.</param>
    /// <param name="text">Of the scalar, decoded.</param>
    public static void Judge(Manifest manifest, in ScalarPlace place, CredentialKind kind, string text, Action<Diagnostic> fail)
    {
        if (place.Text.Length < 3 || Prose.Contains(place.Name, StringComparer.Ordinal))
            return;
        if (CredentialValues.IsSecret(IsLabel(place) ? CredentialKind.None : kind, place.Text, place.Place) && !IsToldElsewhere(place.Text))
            Fail(manifest, place, place.Name.TrimStart('-'), 0, fail);
        else
            InText(manifest, place, text, fail);
    }

    // Labels choose objects by words such as these.
    private static bool IsLabel(in ScalarPlace place) => place.Walk.IsBelow("metadata", "labels");

    private static void InText(Manifest manifest, in ScalarPlace place, string text, Action<Diagnostic> fail)
    {
        if (!text.AsSpan().ContainsAny(":=> "))
            return;
        var how = place.Place == ValuePlace.Program ? ValuePlace.Program : ValuePlace.Text;
        var isOneLine = !text.Contains('\n', StringComparison.Ordinal);
        var assigned = Assignments
            .In(text)
            .Where(found => CredentialValues.IsSecret(found.Kind, found.Value, how) && !IsToldElsewhere(found.Value))
            .Select(found => (What: found.Name, Name: found.Name.TrimStart('-'), Line: isOneLine ? 0 : found.Line));
        var logins = Logins.In(text).Select(found => (found.What, Name: found.What, found.Line));
        foreach (var (_, name, line) in assigned.Concat(logins).DistinctBy(found => found.What, StringComparer.Ordinal))
            Fail(manifest, place, name, line, fail);
    }

    // Its form says more than its name.
    private static bool IsToldElsewhere(string value) => TokenShapes.In(value).Count > 0;

    private static void Fail(Manifest manifest, in ScalarPlace place, string name, int line, Action<Diagnostic> fail) =>
        fail(
            Messages.CredentialWritten(
                place.Scalar.At,
                SecretTexts.Show(manifest),
                SecretTexts.Show(place.Field),
                SecretTexts.Show(name),
                line
            )
        );
}
