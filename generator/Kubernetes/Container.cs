using GitOpsGen.Yaml;

namespace GitOpsGen.Kubernetes;

/// <summary>One container of a pod template.</summary>
public sealed class Container(YamlMap container)
{
    public YamlMap Document { get; } = container;

    public string Name => Document.Text("name") ?? "";

    public string Image => Document.Text("image") ?? "";

    /// <summary>What follows the last colon of the image's last part; empty without one.</summary>
    public string Tag =>
        Image[(Image.LastIndexOf('/') + 1)..] is var last && last.Split('@')[0].IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? last.Split('@')[0][(colon + 1)..]
            : "";

    /// <summary>Command and arguments, in this order.</summary>
    public IReadOnlyList<string> Words => [.. Document.Texts("command").Concat(Document.Texts("args")).Select(word => word.Text)];

    /// <summary>The variables that are written out.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
        Document
            .List("env")
            .OfType<YamlMap>()
            .Where(variable => variable.Text("value") is not null)
            .Select(variable => (variable.Text("name") ?? "", variable.Text("value")!));

    /// <summary>The value of an argument, in the form <c>--name=value</c> or as two words.</summary>
    public string? Argument(string name)
    {
        var words = Words;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith($"--{name}=", StringComparison.Ordinal))
                return words[i][(name.Length + 3)..];
            if (words[i] == $"--{name}" && i + 1 < words.Count)
                return words[i + 1];
        }

        return null;
    }
}
