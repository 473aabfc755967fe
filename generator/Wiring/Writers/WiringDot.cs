using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Wiring.Writers;

/// <summary>The picture for Graphviz.</summary>
public static class WiringDot
{
    public static string Write(IReadOnlyList<WiringMap> maps, WiringScope scope)
    {
        var text = new StringBuilder(
            "digraph wiring {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n"
        );
        foreach (var (number, map) in maps.Index())
            Write(map, number, scope, text);
        return text.Append("}\n").ToString();
    }

    private static void Write(WiringMap map, int number, WiringScope scope, StringBuilder text)
    {
        var graph = WiringGraph.Of(map, scope);
        text.Append($"  subgraph cluster_{number} {{\n    label={Quote(Verdict.Name(map))};\n");
        foreach (var node in graph.Nodes)
            text.Append($"    {Quote($"{number} {node.Id}")} [label={Quote($"{node.Kind}\n{node.Name}")}{Colour(node.Answer)}];\n");
        foreach (var edge in graph.Edges)
            text.Append(
                $"    {Quote($"{number} {edge.From}")} -> {Quote($"{number} {edge.To}")} "
                    + $"[label={Quote(edge.Label)}{Colour(edge.Answer)}];\n"
            );
        text.Append("  }\n");
    }

    private static string Colour(Answer answer) =>
        answer switch
        {
            Answer.Yes => "",
            Answer.No => ", color=\"#b3261e\", fontcolor=\"#b3261e\"",
            _ => ", color=\"#7a4d00\", fontcolor=\"#7a4d00\", style=dashed",
        };

    // In a quoted string of DOT a backslash begins an escape, and \n is the end of a line.
    private static string Quote(string text)
    {
        var quoted = PlainText.Lines(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{quoted.Replace("\n", "\\n", StringComparison.Ordinal)}\"";
    }
}
