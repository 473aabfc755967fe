using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Templates;

namespace GitOpsGen.Relocate.Sources;

/// <summary>A text file of the searched folder. What it is made of is read when it is first asked for, and once.</summary>
public sealed class SourceFile(string path, string text, bool hasByteOrderMark)
{
    private readonly Lazy<IReadOnlyList<TemplateAction>> actions = new(() => TemplateScanner.Actions(text));
    private OutlineText? outline;
    private readonly Lock gate = new();

    /// <summary>Relative to the searched folder, with <c>/</c>.</summary>
    public string Path => path;

    /// <summary>In which a name is counted and written.</summary>
    public TextEncoding Encoding { get; init; } = TextEncoding.Utf8;

    /// <summary>Without the byte order mark.</summary>
    public string Text => text;

    public bool HasByteOrderMark => hasByteOrderMark;

    public FileKind Kind { get; } = FileKinds.Of(path, text);

    public bool IsPipeline { get; } = FileKinds.IsPipeline(path);

    /// <summary>Empty for what is no template.</summary>
    public IReadOnlyList<TemplateAction> Actions => Outline.Masked == text ? [] : actions.Value;

    public OutlineText Outline
    {
        get
        {
            lock (gate)
                return outline ??= Read();
        }
    }

    /// <summary>The action that holds the offset.</summary>
    public TemplateAction? ActionAt(int offset)
    {
        var (low, high) = (0, Actions.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Actions[middle].Start <= offset)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && offset < Actions[high].End ? Actions[high] : null;
    }

    private OutlineText Read()
    {
        var read = Kind switch
        {
            FileKind.Json or FileKind.Dashboard => FlowReader.ReadJson(text),
            FileKind.Template => TemplateOutline.Read(text, actions.Value),
            _ => ParsedOutline.Read(text) ?? TemplateOutline.Read(text, actions.Value),
        };
        read.Path = path;
        return read;
    }
}
