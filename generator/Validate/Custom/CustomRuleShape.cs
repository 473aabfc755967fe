using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate.Custom;

/// <summary>The form of a file with rules of a fleet's own; <c>docs/validate.md</c> explains it.</summary>
public static class CustomRuleShape
{
    private static readonly Shape Values = Shape.List("Values.", Shape.Text("A value."));

    public static MapShape Document { get; } =
        Shape.Map(
            "Rules of your own.",
            new Field("apiVersion", Shape.Text("Version of the format.", null, Shapes.ApiVersion), Required: true),
            new Field("kind", Shape.Text("What the file describes.", null, "Rules"), Required: true),
            new Field(
                "spec",
                Shape.Map(
                    "The rules.",
                    new Field(
                        "rules",
                        Shape.List(
                            "Rules.",
                            Shape.Map(
                                "A rule.",
                                new Field(
                                    "id",
                                    Shape.Text("Letters and a number, such as TEAM-001.", "^[A-Z]{2,8}-[0-9]{3}$"),
                                    Required: true
                                ),
                                new Field("summary", Shape.Text("What it holds, a sentence."), Required: true),
                                new Field("severity", Shape.Text("How much a finding weighs.", null, "error", "warning", "note")),
                                new Field("message", Shape.Text("Why that matters, a sentence."), Required: true),
                                new Field("mend", Shape.Text("What to do about a finding, a sentence.")),
                                new Field("match", Match()),
                                new Field("assert", Shape.List("What must hold of each object.", Assertion()), Required: true)
                            )
                        ),
                        Required: true
                    )
                ),
                Required: true
            )
        );

    private static MapShape Match() =>
        Shape.Map(
            "Which objects it is for; all unless said.",
            new Field("kinds", Shape.List("group/Kind, or Kind in the core group.", Shape.Text("A kind."))),
            new Field("namespaces", Shape.List("Namespaces.", Shape.Label("A namespace."))),
            new Field("labels", Shape.Dictionary("Labels that are all on it.", Shape.Text("A label's value.")))
        );

    private static MapShape Assertion() =>
        Shape.Map(
            "A condition on the values at a path.",
            new Field("path", Shape.Text("JSONPath, such as spec.template.spec.containers[*].image."), Required: true),
            new Field("exists", Shape.Flag("Something is there, or nothing is.")),
            new Field("in", Values),
            new Field("notIn", Values),
            new Field("matches", Shape.Text("A regular expression that each value matches as a whole.")),
            new Field("notMatches", Shape.Text("A regular expression that no value matches as a whole.")),
            new Field("atLeast", Shape.Number("The least number.", decimal.MinValue, decimal.MaxValue)),
            new Field("atMost", Shape.Number("The greatest number.", decimal.MinValue, decimal.MaxValue))
        );
}
