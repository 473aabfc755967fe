using System.Text;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Contents;

/// <summary>How large an object is as JSON, which is what client-side apply keeps in an annotation.</summary>
internal static class ObjectSize
{
    /// <summary>Bytes that all annotations of an object may have together (Kubernetes, TotalAnnotationSizeLimitB).</summary>
    public const int AnnotationLimit = 256 * 1024;

    /// <summary>Stops counting when it is.</summary>
    public static bool IsOver(YamlNode node, int limit) => Count(node, limit) > limit;

    private static long Count(YamlNode node, int limit)
    {
        var size = 0L;
        var open = new Stack<YamlNode>([node]);
        while (size <= limit && open.TryPop(out var next))
            size += next switch
            {
                YamlMap map => 1 + map.Entries.Sum(entry => Push(open, entry.Value) + Length(entry.Key) + 2),
                YamlList list => 1 + list.Items.Sum(item => Push(open, item) + 1),
                YamlScalar scalar => Length(scalar),
                _ => 0,
            };
        return size;
    }

    private static long Push(Stack<YamlNode> open, YamlNode node)
    {
        open.Push(node);
        return 0;
    }

    // Quotes, and a backslash before each quote, backslash and end of line.
    private static long Length(YamlScalar scalar) =>
        Encoding.UTF8.GetByteCount(scalar.Text)
        + (scalar.Kind == "text" ? 2 : 0)
        + scalar.Text.Count(c => c is '"' or '\\' or '\n' or '\t');
}
