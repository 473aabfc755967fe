using System.Text;
using GitOpsGen.Printing;

namespace GitOpsGen.Wiring.Writers;

/// <summary>The picture, drawn: one column for each step of the way. It needs nothing but itself.</summary>
public static class WiringSvg
{
    private const int Width = 280;

    private const int Height = 44;

    private const int Gap = 120;

    private const int Row = 60;

    private const int Margin = 20;

    private const int LongestName = 34;

    public static string Write(IReadOnlyList<WiringMap> maps, WiringScope scope)
    {
        var body = new StringBuilder();
        var top = Margin;
        foreach (var map in maps)
            top = Draw(map, scope, top, body);
        var width = (2 * Margin) + (4 * Width) + (3 * Gap);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{top}\" viewBox=\"0 0 {width} {top}\" role=\"img\" "
            + $"aria-label=\"What is scraped\" font-family=\"sans-serif\" font-size=\"13\">\n{Style}{body}</svg>\n";
    }

    private const string Style = """
        <style>
        .box{fill:#f6f8fa;stroke:#57606a}.name,.kind{fill:#1f2328}.kind{font-size:11px}.yes{stroke:#57606a}
        .no{stroke:#b3261e;stroke-width:2}.unknown{stroke:#7a4d00;stroke-dasharray:5 4}.edge{fill:none}
        .label{font-size:11px;fill:#57606a}.label.no{fill:#b3261e;stroke:none}
        .label.unknown{fill:#7a4d00;stroke:none}.label.yes{stroke:none}.title{font-size:16px;font-weight:600;fill:#57606a}
        </style>

        """;

    private static int Draw(WiringMap map, WiringScope scope, int top, StringBuilder text)
    {
        var graph = WiringGraph.Of(map, scope);
        text.Append($"<text class=\"title\" x=\"{Margin}\" y=\"{top + 16}\">{HtmlText.Of(Verdict.Name(map))}</text>\n");
        var places = graph
            .Nodes.GroupBy(node => node.Column)
            .SelectMany(column => column.Select((node, row) => (node, X: Left(column.Key), Y: top + 30 + (row * Row))))
            .ToDictionary(one => one.node.Id, StringComparer.Ordinal);
        foreach (var edge in graph.Edges)
            Edge(edge, places[edge.From], places[edge.To], text);
        foreach (var (node, x, y) in places.Values.OrderBy(one => one.node.Id, StringComparer.Ordinal))
            Node(node, x, y, text);
        return top
            + 30
            + (Math.Max(1, graph.Nodes.GroupBy(node => node.Column).Select(column => column.Count()).DefaultIfEmpty().Max()) * Row)
            + Margin;
    }

    private static int Left(int column) => Margin + (column * (Width + Gap));

    private static void Edge(GraphEdge edge, (GraphNode, int X, int Y) from, (GraphNode, int X, int Y) to, StringBuilder text)
    {
        var (x1, y1, x2, y2) = (from.X + Width, from.Y + (Height / 2), to.X, to.Y + (Height / 2));
        var middle = (x1 + x2) / 2;
        text.Append($"<g><title>{HtmlText.Of(edge.Text.Length > 0 ? edge.Text : $"{edge.Answer.Word()}")}</title>");
        text.Append($"<path class=\"edge {edge.Answer.Word()}\" d=\"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}\"/>");
        if (edge.Label.Length > 0)
            text.Append(
                $"<text class=\"label {edge.Answer.Word()}\" x=\"{middle}\" y=\"{((y1 + y2) / 2) - 4}\" text-anchor=\"middle\">"
                    + $"{Short(edge.Label, 20)}</text>"
            );
        text.Append("</g>\n");
    }

    private static void Node(GraphNode node, int x, int y, StringBuilder text)
    {
        var title = node.Text.Length > 0 ? $"{node.Kind} {node.Name}: {node.Text}" : $"{node.Kind} {node.Name}";
        text.Append(
            $"<g><title>{HtmlText.Of(title)}</title><rect class=\"box {node.Answer.Word()}\" x=\"{x}\" y=\"{y}\" "
                + $"width=\"{Width}\" height=\"{Height}\" rx=\"5\"/>"
        );
        text.Append($"<text class=\"kind\" x=\"{x + 10}\" y=\"{y + 16}\">{Short(node.Kind, LongestName)}</text>");
        text.Append($"<text class=\"name\" x=\"{x + 10}\" y=\"{y + 34}\">{Short(node.Name, LongestName)}</text></g>\n");
    }

    private static string Short(string text, int most) =>
        HtmlText.Of(text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…");
}
