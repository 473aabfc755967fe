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
        foreach (var manifest in contents.Objects.Objects.Where(one => one.Kind != "CustomResourceDefinition"))
        {
            var walk = new ScalarWalk(place => Judge(manifest, place, findings));
            if (manifest.GroupKind == "Secret")
                walk.Visit(manifest, "data", "stringData");
            else
                walk.Visit(manifest);
        }
    }

    private static void Judge(Manifest manifest, in ScalarPlace place, Findings findings)
    {
        if (place.Scalar.Text.Length < 3 || Prose.Contains(place.Name, StringComparer.Ordinal))
            return;
        if (CredentialValues.IsSecret(Kind(place), place.Scalar.Text, place.Place) && !IsToldElsewhere(place.Scalar.Text))
            Fail(manifest, place, place.Name.TrimStart('-'), 0, findings);
        else
            Text(manifest, place, SecretTexts.Of(manifest, place), findings);
    }

    // Labels choose objects by words such as these.
    private static CredentialKind Kind(in ScalarPlace place) =>
        place.Walk.IsBelow("metadata", "labels") ? CredentialKind.None : CredentialNames.Of(place.Name);

    private static void Text(Manifest manifest, in ScalarPlace place, string text, Findings findings)
    {
        if (!text.AsSpan().ContainsAny(":=> "))
            return;
        var how = place.Place == ValuePlace.Program ? ValuePlace.Program : ValuePlace.Text;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in Assignments.In(text).Where(found => CredentialValues.IsSecret(found.Kind, found.Value, how)))
            if (!IsToldElsewhere(found.Value) && known.Add(found.Name))
                Fail(manifest, place, found.Name.TrimStart('-'), text.Contains('\n', StringComparison.Ordinal) ? found.Line : 0, findings);
        foreach (var (what, line) in Logins.In(text))
            if (known.Add(what))
                Fail(manifest, place, what, line, findings);
    }

    // Its form says more than its name.
    private static bool IsToldElsewhere(string value) => TokenShapes.In(value).Count > 0;

    private static void Fail(Manifest manifest, in ScalarPlace place, string name, int line, Findings findings) =>
        findings.Fail(
            Messages.CredentialWritten(
                place.Scalar.At,
                SecretTexts.Show(manifest),
                SecretTexts.Show(place.Field),
                SecretTexts.Show(name),
                line
            )
        );
}
