using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps the section <c>scaling</c>, checked by its shape, to its record, and holds its names against the parameters.</summary>
internal sealed class ScalingReader(Shape parameters, DiagnosticBag diagnostics)
{
    /// <summary>Null where something that it needs is not there, which the shape has reported.</summary>
    public Scaling? Read(YamlMap scaling)
    {
        if (scaling.Text("query") is not { } query || scaling.Scalar("target") is not { } target)
            return null;
        if (Bound(scaling.Map("least"), 0.5m) is not { } least || Bound(scaling.Map("most"), 0.99m) is not { } most)
            return null;
        var read = new Scaling(scaling.At, query.Trim(), target, least, most, scaling.Map("most")!.Scalar("cap"))
        {
            Avoid =
            [
                .. scaling
                    .List("avoid")
                    .OfType<YamlMap>()
                    .Select(one => new AvoidedNumber(one.Integer("number") ?? 0, one.Text("why") ?? "")),
            ],
        };
        Check(read);
        return read;
    }

    private static ScalingBound? Bound(YamlMap? bound, decimal quantile) =>
        bound?.Scalar("parameter") is { } parameter
            ? new ScalingBound(parameter, Number(bound.Text("quantile")) ?? quantile, Number(bound.Text("headroom")) ?? 1)
            : null;

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private void Check(Scaling scaling)
    {
        // What could not be read may be anything.
        if (parameters is not MapShape)
            return;
        foreach (var name in new[] { scaling.Least.Parameter, scaling.Most.Parameter, scaling.Cap }.OfType<YamlScalar>())
            Check(name, "integer parameter", shape => shape is IntegerShape);
        Check(scaling.Target, "parameter with an amount", shape => shape is IntegerShape or NumberShape or TextShape);
    }

    private void Check(YamlScalar name, string noun, Func<Shape, bool> fits)
    {
        var known = ParameterNames.Of(parameters, fits).ToList();
        if (!known.Contains(name.Text, StringComparer.Ordinal))
            diagnostics.Add(Messages.ScalingParameter(name.At, name.Text, noun, known));
    }
}
