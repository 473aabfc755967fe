using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>The form of a dashboard's description, <c>dashboards/*.yaml</c> of an app: what it asks, not how Grafana writes it.</summary>
public static class DashboardShape
{
    private const string Label = "^[a-zA-Z_][a-zA-Z0-9_]*$";

    private static readonly Shape Query = Shape.Map(
        "A query.",
        new Field("expr", Shape.Words("PromQL; $cluster and the other variables stand for what is chosen."), Required: true),
        new Field("legend", Shape.Text("What its series are called, such as {{pod}}."))
    );

    private static readonly Shape Threshold = Shape.Map(
        "From which value on there is another colour.",
        new Field("value", Shape.Number("The value.", decimal.MinValue, decimal.MaxValue), Required: true),
        new Field(
            "colour",
            Shape.Text("The colour.", null, "green", "yellow", "orange", "red", "blue", "purple", "semi-dark-red", "dark-red"),
            Required: true
        )
    );

    private static readonly Shape Panel = Shape.Map(
        "A panel.",
        new Field("title", Shape.Words("What it shows."), Required: true),
        new Field("description", Shape.Text("What one sees there and why.")),
        new Field("type", Shape.Text("How it shows it; timeseries unless said.", null, "timeseries", "stat", "table", "gauge", "heatmap")),
        new Field("unit", Shape.Text("Grafana's id of the unit, such as bytes; short unless said.", "^[A-Za-z0-9_:/%-]+$")),
        new Field("min", Shape.Number("Where the axis begins.", decimal.MinValue, decimal.MaxValue)),
        new Field("max", Shape.Number("Where the axis ends.", decimal.MinValue, decimal.MaxValue)),
        new Field("thresholds", Shape.List("Values from which on there is another colour.", Threshold)),
        new Field("queries", Shape.Some("What is asked.", Query), Required: true)
    );

    public static Field[] Spec { get; } =
    [
        new("title", Shape.Words("What Grafana calls it."), Required: true),
        new("description", Shape.Text("A sentence.")),
        new("tags", Shape.List("Words to find it by, beside the app's name.", Shape.Text("A word."))),
        new("clusters", Shape.Words("Series whose label cluster fills the variable $cluster; `up` unless said.")),
        new(
            "variables",
            Shape.List(
                "Further variables.",
                Shape.Map(
                    "A variable: what a label of some series says.",
                    new Field("name", Shape.Text("Its name, as queries say it after $.", Label), Required: true),
                    new Field("series", Shape.Words("A selector of series."), Required: true),
                    new Field("label", Shape.Text("The label; the variable's name unless said.", Label))
                )
            )
        ),
        new(
            "rows",
            Shape.Some(
                "Rows of panels, which share its width.",
                Shape.Map(
                    "A row.",
                    new Field("title", Shape.Words("What its panels are about."), Required: true),
                    new Field("panels", Shape.Some("Its panels, from the left.", Panel), Required: true)
                )
            ),
            Required: true
        ),
    ];
}
