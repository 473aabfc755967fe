using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

/// <summary>An app that was named, and what the place that it comes from has besides.</summary>
/// <param name="Beside">The app of a name there; null where there is none.</param>
/// <param name="Prerequisite">What somebody else runs, as it is declared there; null where it is not.</param>
public sealed record FoundApp(CatalogueApp App, Func<string, CatalogueApp?> Beside, Func<string, YamlMap?> Prerequisite)
{
    /// <summary>The fleet has it: there is nothing to take, only to run.</summary>
    public bool IsOfFleet { get; init; }

    /// <summary>It has no name but the one that the caller says.</summary>
    public bool CanBeCalled { get; init; }

    public static FoundApp OfCatalogue(AppCatalogue catalogue, string name) =>
        new(
            catalogue.Apps[name],
            other => catalogue.Apps.GetValueOrDefault(other),
            other => catalogue.Prerequisites.GetValueOrDefault(other)
        );

    /// <summary>The catalogue helps out with what the place itself lacks.</summary>
    public FoundApp Or(AppCatalogue catalogue) =>
        this with
        {
            Beside = name => Beside(name) ?? catalogue.Apps.GetValueOrDefault(name),
            Prerequisite = name => Prerequisite(name) ?? catalogue.Prerequisites.GetValueOrDefault(name),
        };

    public static FoundApp Alone(CatalogueApp app) => new(app, _ => null, _ => null);
}
