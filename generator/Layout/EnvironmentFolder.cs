using System.Collections.Immutable;

namespace GitOpsGen.Layout;

/// <summary>The folder of an environment: its description, its pins, and an overlay for each app.</summary>
public readonly record struct EnvironmentFolder(string Name)
{
    internal const string DescriptionFile = "environment.yaml";

    internal const string PinsFolder = "releases";

    internal const string PatchesFolder = "patches";

    /// <summary>What the apps tell people who set up identities, such as trust policies.</summary>
    internal const string OutputsFolder = "iam";

    /// <summary>Folders beside the overlays, so that no app can have their names.</summary>
    public static ImmutableArray<string> Reserved { get; } = [PinsFolder, PatchesFolder, OutputsFolder];

    public string Directory => $"{FleetLayout.Environments}/{Name}";

    public string Description => $"{Directory}/{DescriptionFile}";

    /// <summary>The folder of the pins.</summary>
    public string Pins => $"{Directory}/{PinsFolder}";

    public string Pin(string app) => $"{Pins}/{app}{FleetLayout.Yaml}";

    /// <summary>The folder of what apps put out for people, with a record of its own.</summary>
    public string Outputs => $"{Directory}/{OutputsFolder}";

    /// <param name="to">As the app says it, such as <c>iam/web-trust.json</c>.</param>
    public string Output(string to) => $"{Directory}/{to}";

    /// <param name="cluster">Null for the overlay that all clusters share.</param>
    public OverlayFolder Overlay(string app, string? cluster = null) =>
        new(cluster is null ? $"{Directory}/{app}" : $"{Directory}/{app}/{cluster}");
}
