namespace GitOpsGen.Migrate.Languages;

/// <summary>The text of a Prometheus configuration, read once for all its mentions; it need not be valid YAML.</summary>
public sealed class ScrapeConfiguration
{
    private readonly string text;

    private ScrapeConfiguration(string text) => this.text = text;

    /// <summary>Whether a text holds scrape jobs.</summary>
    public static bool IsOne(string text) => false;

    public static ScrapeConfiguration Parse(string text) => new(text);

    public static Judgement? Judge(string text, int offset, MoveRequest request, Inventory inventory) => Parse(text).Judge(offset, request, inventory);

    public Judgement? Judge(int offset, MoveRequest request, Inventory inventory) => offset < text.Length ? null : throw new ArgumentOutOfRangeException(nameof(offset));
}
