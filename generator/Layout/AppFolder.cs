namespace GitOpsGen.Layout;

/// <summary>The folder of an app: its head, and beside it the releases that were cut of it.</summary>
public readonly record struct AppFolder(string Name)
{
    public string Directory => $"{FleetLayout.Apps}/{Name}";

    public SourceFolder Head => new(Directory);

    public string Releases => Head.Releases;

    public SourceFolder Release(string release) => new($"{Releases}/{release}");
}

/// <summary>What an app is made of: its head, or one release of it.</summary>
/// <param name="Directory">The app's folder, or that of the release.</param>
public readonly record struct SourceFolder(string Directory)
{
    internal const string ReleasesFolder = "releases";

    internal const string DescriptionFile = "app.yaml";

    public const string ReleaseRecordFile = "release.yaml";

    public string Description => $"{Directory}/{DescriptionFile}";

    /// <summary>What was recorded when the release was cut.</summary>
    public string ReleaseRecord => $"{Directory}/{ReleaseRecordFile}";

    /// <summary>Unit tests of its alerts.</summary>
    public string AlertTests => $"{Directory}/alert-tests";

    /// <summary>The frozen releases, which are no part of the head.</summary>
    public string Releases => $"{Directory}/{ReleasesFolder}";
}
