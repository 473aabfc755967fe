namespace GitOpsGen.Wiring.Scraping;

/// <summary>
/// The value of a label in two clusters that could be: where they differ, or might, only the cluster knows it (the address of a pod, its
/// node), and what follows from it is followed in both.
/// </summary>
/// <param name="IsCertain">It is the same in every cluster.</param>
public readonly record struct LabelValue(string Text, string Other, bool IsCertain)
{
    public static LabelValue Empty { get; } = Of("");

    public static LabelValue Of(string text) => new(text, text, IsCertain: true);

    public static LabelValue Guess(string text, string other) => new(text, other, IsCertain: false);
}
