using GitOpsGen.Relocate.Languages;
using GitOpsGen.Relocate.Outlines;
using GitOpsGen.Relocate.Templates;

namespace GitOpsGen.Relocate.Structured;

/// <summary>A text inside of a value, such as a file in a ConfigMap.</summary>
internal sealed class EmbeddedText
{
    private readonly Lazy<ScrapeConfiguration?> scraping;
    private readonly Lazy<JsonStrings> json;
    private readonly Lazy<OutlineText> outline;

    /// <param name="text">With the header of the block scalar.</param>
    public EmbeddedText(string text)
    {
        Start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        IsJson =
            text.AsSpan(Start).TrimStart() is ['{' or '[', ..]
            && !text.AsSpan(Start).TrimStart().StartsWith("{{", StringComparison.Ordinal);
        IsShell =
            text.AsSpan(Start).TrimStart().StartsWith("#!", StringComparison.Ordinal)
            || text.Contains("kubectl ", StringComparison.Ordinal);
        scraping = new(() => ScrapeConfiguration.IsOne(text) ? ScrapeConfiguration.Parse(text) : null);
        json = new(() => JsonStrings.Read(text[Start..]));
        outline = new(() =>
            IsJson ? FlowReader.ReadJson(text[Start..]) : TemplateOutline.Read(text[Start..], TemplateScanner.Actions(text[Start..]))
        );
    }

    /// <summary>Where the text begins below the header.</summary>
    public int Start { get; }

    public bool IsJson { get; }

    public bool IsShell { get; }

    /// <summary>Null for what holds no scrape jobs. Its offsets count the header.</summary>
    public ScrapeConfiguration? Scraping => scraping.Value;

    /// <summary>Its offsets do not count the header, and neither do those of the outline.</summary>
    public JsonStrings Json => json.Value;

    public OutlineText Outline => outline.Value;
}
