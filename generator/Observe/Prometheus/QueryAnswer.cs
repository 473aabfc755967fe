using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GitOpsGen.Http.Answers;
using GitOpsGen.Load;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe.Prometheus;

/// <summary>What is read of an answer to a query: the values of its series, or why there are none.</summary>
/// <param name="Trouble">Empty where Prometheus answered, be it with no series.</param>
public sealed record QueryAnswer(ImmutableArray<double> Values, string Trouble)
{
    public static QueryAnswer Failed(string trouble) => new([], trouble);

    /// <exception cref="UnlikeAnswerException">It is not what Prometheus's API says.</exception>
    internal static QueryAnswer Read(byte[] body)
    {
        using var document = AnswerJson.Parse(body, "an object");
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw Shape.Unlike(root, "", "an object");
        if (Text(root, "status") != "success")
            return Failed(Reasons.Of("it refuses the query", Text(root, "error") ?? ""));
        var data = root.TryGetProperty("data", out var found) ? found : default;
        if (data.ValueKind != JsonValueKind.Object)
            throw Shape.Unlike(data, ".data", "an object");
        var result = data.TryGetProperty("result", out var there) ? there : default;
        return Text(data, "resultType") switch
        {
            "vector" when result.ValueKind == JsonValueKind.Array => new([.. result.EnumerateArray().Select(Series)], ""),
            "scalar" => new([Value(result)], ""),
            "matrix" or "string" => Failed("the query gives no instant vector"),
            _ => throw new UnlikeAnswerException(".data.resultType is none that is known, expected vector or scalar"),
        };
    }

    /// <summary>The worst of all series. One without a number hides what it is, so that nothing is good with it.</summary>
    public Reading For(MetricQuery query)
    {
        var numbers = Values.Where(value => !double.IsNaN(value)).ToList();
        if (numbers.Count == 0)
            return new Reading(query.Name, null, null);
        var worst = numbers.MaxBy(value => Excess(value, query));
        var isGood = Excess(worst, query) <= 0;
        // JSON has no infinity.
        var shown = Math.Clamp(worst, double.MinValue, double.MaxValue);
        return new Reading(query.Name, shown, isGood && numbers.Count < Values.Length ? null : isGood);
    }

    private static double Excess(double value, MetricQuery query) =>
        Math.Max(
            query.Maximum is { } maximum ? value - maximum : double.MinValue,
            query.Minimum is { } minimum ? minimum - value : double.MinValue
        );

    private static double Series(JsonElement series) =>
        series.ValueKind == JsonValueKind.Object && series.TryGetProperty("value", out var value)
            ? Value(value)
            : throw new UnlikeAnswerException(".data.result has a series without a value");

    // [time, "number"]
    private static double Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() == 2
        && value[1].ValueKind == JsonValueKind.String
        && Number((string)Shape.Text.Take(value[1], ".value[1]")!) is { } number
            ? number
            : throw new UnlikeAnswerException(".value is not a time and a number in quotes");

    private static double? Number(string text) =>
        text switch
        {
            "NaN" => double.NaN,
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        };

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? (string?)Shape.Text.Take(value, $".{name}")
            : null;
}
