using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.Schemas;

/// <summary>What the API server would refuse, told before it does.</summary>
public static class SchemaChecks
{
    public static RuleSet<SchemaSubject> Rules { get; } =
        new(
            "Schemas and API versions",
            [
                new("SCH-001", "Every field of an object is one that its kind has.", On("SCH-001"))
                {
                    Why =
                        "The API server refuses a field that it does not know, or drops it without a word where it is told to be lenient: "
                        + "what was meant by it never happens.",
                    Mend =
                        "Write the field as the kind has it; the finding names the nearest. Where a release of Kubernetes or a definition "
                        + "brings it later, leave it out until then.",
                },
                new("SCH-002", "Every value has the type and the form that its field takes.", On("SCH-002"))
                {
                    Why = "The API server refuses the whole object, and a sync stops there.",
                    Mend =
                        "Write a value of that type. A text that looks like a number, true, false, yes or no stands in quotes; a number "
                        + "stands without.",
                },
                new("SCH-003", "Every field that must be there is there.", On("SCH-003"))
                {
                    Why = "The API server refuses the whole object, and a sync stops there.",
                    Mend = "Write the field. One with no value counts as missing.",
                },
                new("SCH-004", "Every API is there in the Kubernetes of the environment.", On("SCH-004"))
                {
                    Why =
                        "An object of an API that was removed, or has not come yet, cannot be applied, and after an upgrade nobody can "
                        + "read what was stored under it. One that is off by default is there only on clusters whose owner switched it on.",
                    Mend = "Use the API that the finding names, or keep the object from environments whose Kubernetes lacks it.",
                    Severities = [Severity.Error, Severity.Warning, Severity.Note],
                },
                new("SCH-005", "No API is one that a later Kubernetes no longer has.", On("SCH-005"))
                {
                    Why = "It works until the upgrade that takes it away, and then nothing of it can be applied.",
                    Mend = "Use the API that took its place, before that upgrade.",
                    Severities = [Severity.Warning],
                },
                new(
                    "SCH-006",
                    "Every kind has a schema, of the release that the environment runs, that can be held in full.",
                    On("SCH-006")
                )
                {
                    Why = "What has no schema is not held to one, and its mistakes come out in the cluster.",
                    Mend =
                        "Import the definition of the kind, or the description of that Kubernetes, with `gitopsgen schema import`, and "
                        + "commit what it writes below `schemas/`.",
                    Severities = [Severity.Note],
                },
                new("SCH-007", "Every object is of a version that the definition of its kind serves.", On("SCH-007"))
                {
                    Why =
                        "A definition may name a version that the API server no longer knows: it is kept for what was stored under it, and "
                        + "no object of it can be applied.",
                    Mend = "Write the object in a version that is served.",
                },
            ]
        );

    private static Action<SchemaSubject, Findings> On(string rule) =>
        (subject, findings) =>
        {
            foreach (var finding in subject.Of(rule))
                if (finding.Severity == Severity.Note)
                    findings.CannotTell(finding);
                else
                    findings.Fail(finding);
        };
}
