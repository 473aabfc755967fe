using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>The section <c>scaling</c> of an app.yaml.</summary>
internal static class ScalingShape
{
    // A name in a name, as in hpa.minReplicas.
    private const string Path = @"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$";

    private static readonly Field Parameter = new("parameter", Name("The integer parameter that holds the bound."), Required: true);

    private static readonly Field Headroom = new("headroom", Shape.Number("What the use is multiplied by; 1 unless said.", 0.1m, 10m));

    public static Shape OfApp { get; } =
        Shape.Map(
            "How `gitopsgen app size` works the bounds of an autoscaler out.",
            new Field("query", Shape.Text("PromQL: what all replicas use together, one series for each cluster."), Required: true),
            new Field("target", Name("The parameter with what one replica may use, in the unit of the query."), Required: true),
            new Field("least", Shape.Map("The lower bound.", Parameter, Quantile("0.5"), Headroom), Required: true),
            new Field(
                "most",
                Shape.Map(
                    "The upper bound.",
                    Parameter,
                    Quantile("0.99"),
                    Headroom,
                    new Field("cap", Name("The integer parameter with the most that it may be; unless said, its own maximum."))
                ),
                Required: true
            ),
            new Field(
                "avoid",
                Shape.List(
                    "Numbers that the upper bound must not be.",
                    Shape.Map(
                        "A number.",
                        new Field("number", Shape.Integer("The number.", 1, 100_000), Required: true),
                        new Field("why", Shape.Text("A sentence that says why."), Required: true)
                    )
                )
            )
        );

    private static Shape Name(string description) => Shape.Text($"{description} Its keys are joined by dots.", Path);

    private static Field Quantile(string otherwise) =>
        new("quantile", Shape.Number($"Share of the time whose use it must carry; {otherwise} unless said.", 0, 1));
}
