namespace GitOpsGen.Wiring.Cost;

/// <summary>Where a figure comes from.</summary>
public enum SeriesOrigin
{
    /// <summary>The sample file.</summary>
    Measured,

    /// <summary>Somebody published it.</summary>
    Known,

    /// <summary>Nobody did; it is there to have an order of magnitude.</summary>
    Assumed,
}

/// <summary>How many series one target gives at each scrape.</summary>
/// <param name="Source">Where it stands, where somebody published it; else empty.</param>
public sealed record SeriesFigure(double Series, SeriesOrigin Origin, string Source)
{
    public string Word => Origin.ToString().ToLowerInvariant();
}
