using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Cost;

/// <summary>
/// Reads what the HTTP API of Prometheus answers to an instant query (<c>/api/v1/query</c>, a vector), with <c>nodes</c> beside it where
/// somebody wrote it there.
/// </summary>
public sealed class SampleReader(string file, DiagnosticBag diagnostics)
{
    // More series than any target has; beyond it is a mistake.
    private const double MostSeries = 1e9;
    private const int MostNodes = 1_000_000;

    private bool isWrong;

    /// <summary>Null when it is not as it should be, and the bag says where and why.</summary>
    public Samples? Read(string text)
    {
        if (PlacedJson.Read(file, text, out var mistake) is not { } node)
        {
            Wrong(mistake.At, mistake.Why);
            return null;
        }

        if (node is not YamlMap map)
        {
            Wrong(node.At, $"it begins with a {node.Kind}, not with {{");
            return null;
        }

        var (samples, nodes) = (Vector(map).ToImmutableArray(), Nodes(map["nodes"]));
        return isWrong ? null : new Samples(samples, nodes);
    }

    private IEnumerable<Sample> Vector(YamlMap answer)
    {
        if (answer.Text("status") is { } status && status != "success")
            Wrong(answer["status"]!.At, $"Prometheus answered {status}: {answer.Text("error")}");
        else if (answer.Map("data") is not { } data)
            Wrong(answer.At, "it has no object data, as an answer of Prometheus has");
        else if (data.Text("resultType") != "vector")
            Wrong(data["resultType"]?.At ?? data.At, $"resultType is {data.Text("resultType") ?? "missing"}, not vector");
        else if (data["result"] is not YamlList result)
            Wrong(data["result"]?.At ?? data.At, "data.result is no list");
        else
            return result.Items.Select(Sample).OfType<Sample>();
        return [];
    }

    private Sample? Sample(YamlNode node)
    {
        if (isWrong)
            return null;
        if (node is not YamlMap entry || entry.Map("metric") is not { } metric)
            return Wrong(node.At, "an entry of data.result has no object metric");
        if (metric.Text("job") is not { } job)
            return Wrong(metric.At, "metric has no label job; ask by (job, namespace, service, metrics_path)");
        if (entry["value"] is not YamlList { Items: [_, YamlScalar value] })
            return Wrong(entry["value"]?.At ?? entry.At, "value is no pair of a time and a number");
        return Number(value.Text) is { } series
            ? new Sample(job, metric.Text("namespace"), metric.Text("service"), metric.Text("metrics_path"), series)
            : Wrong(value.At, $"'{value.Text}' is no number of series");
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MostSeries
            ? number
            : null;

    private ImmutableDictionary<string, int> Nodes(YamlNode? nodes)
    {
        var counts = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (nodes is YamlMap map)
            foreach (var entry in map.Entries)
                Add(entry.Key.Text, entry.Value);
        else if (nodes is not null)
            Add("", nodes);
        return counts.ToImmutable();

        void Add(string name, YamlNode node)
        {
            if (node is YamlScalar scalar && int.TryParse(scalar.Text, NumberStyles.None, null, out var count) && count <= MostNodes)
                counts[name] = count;
            else
                Wrong(node.At, "nodes is a number, or an object with a number for each environment");
        }
    }

    // One is enough: what follows is of the same kind, as a rule.
    private Sample? Wrong(Position at, string why)
    {
        if (!isWrong)
            diagnostics.Add(Messages.SamplesMalformed(at, why));
        isWrong = true;
        return null;
    }
}
