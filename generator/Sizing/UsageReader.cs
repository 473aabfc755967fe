using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Sizing;

/// <summary>
/// Reads what the HTTP API of Prometheus answers to a query over a time (a matrix), with a series for each cluster. The first mistake ends
/// it: what follows is of the same kind, as a rule.
/// </summary>
public sealed class UsageReader(string file, DiagnosticBag diagnostics)
{
    // Beyond it is no time and no amount of anything, and sums of them would not be exact.
    private const double Most = 1e18;

    private bool isWrong;

    /// <summary>Empty when it is not as it should be, and the bag says where and why.</summary>
    public ImmutableArray<Usage> Read(string text)
    {
        var node = PlacedJson.Read(file, text, out var mistake);
        if (node is null)
            Wrong(mistake.At, mistake.Why);
        var usage = node is null ? [] : Matrix(node).Select(Series).TakeWhile(_ => !isWrong).OfType<Usage>().ToImmutableArray();
        if (!isWrong)
            Twice(usage);
        return isWrong ? [] : usage;
    }

    private IReadOnlyList<YamlNode> Matrix(YamlNode node)
    {
        if (node is not YamlMap answer)
            Wrong(node.At, $"it begins with a {node.Kind}, not with {{");
        else if (answer.Text("status") is { } status && status != "success")
            Wrong(answer["status"]!.At, $"Prometheus answered {status}: {answer.Text("error")}");
        else if (answer.Map("data") is not { } data)
            Wrong(answer.At, "it has no object data, as an answer of Prometheus has");
        else if (data.Text("resultType") != "matrix")
            Wrong(data["resultType"]?.At ?? data.At, $"resultType is {data.Text("resultType") ?? "missing"}, not matrix");
        else if (data["result"] is not YamlList { Items.Count: > 0 } result)
            Wrong(data["result"]?.At ?? data.At, "data.result has no series");
        else
            return result.Items;
        return [];
    }

    private Usage? Series(YamlNode node)
    {
        if (node is not YamlMap entry || entry.Map("metric") is not { } metric)
            return Wrong(node.At, "an entry of data.result has no object metric");
        if (entry["values"] is not YamlList { Items.Count: > 0 } values)
            return Wrong(entry["values"]?.At ?? entry.At, "values is no list of pairs of a time and a number");
        var pairs = values.Items.Select(Pair).TakeWhile(_ => !isWrong).OfType<(double Time, double Amount)>().ToImmutableArray();
        if (isWrong)
            return null;
        var span = TimeSpan.FromSeconds(Math.Clamp(pairs[^1].Time - pairs[0].Time, 0, TimeSpan.MaxValue.TotalSeconds / 2));
        return new Usage(metric.At, metric.Text("cluster"), [.. pairs.Select(pair => pair.Amount)], span);
    }

    private (double Time, double Amount)? Pair(YamlNode node)
    {
        if (node is not YamlList { Items: [YamlScalar time, YamlScalar amount] })
            Wrong(node.At, "a sample is no pair of a time and a number");
        else if (Number(time.Text) is not { } at)
            Wrong(time.At, $"'{time.Text}' is no time");
        else if (Number(amount.Text) is not { } use)
            Wrong(amount.At, $"'{amount.Text}' is no amount");
        else
            return (at, use);
        return null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Most
            ? number
            : null;

    private void Twice(ImmutableArray<Usage> usage)
    {
        foreach (var same in usage.GroupBy(one => one.Cluster, StringComparer.Ordinal).Where(same => same.Count() > 1).Take(1))
            Wrong(
                same.Last().At,
                same.Key is null ? "two series say no cluster; ask with sum by (cluster)" : $"two series are of cluster {same.Key}"
            );
    }

    private Usage? Wrong(Position at, string why)
    {
        if (!isWrong)
            diagnostics.Add(Messages.UsageMalformed(at, why));
        isWrong = true;
        return null;
    }
}
