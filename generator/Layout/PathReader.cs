namespace GitOpsGen.Layout;

/// <summary>Tells what stands at a path. A name means something in its place alone.</summary>
internal static class PathReader
{
    public static FleetPath Read(string path)
    {
        var parts = path.Split('/');
        if (parts.Contains("", StringComparer.Ordinal))
            return new OtherPath(path);
        return parts switch
        {
            [FleetLayout.FleetFile] => new FleetFile(),
            [FleetLayout.Apps, var app, .. { Length: > 0 } rest] => InApp(app, rest),
            [FleetLayout.Environments, var environment, .. { Length: > 0 } rest] => InEnvironment(environment, rest),
            [FleetLayout.ArgoCd, .. { Length: > 0 }] => InArgoCd(path[(FleetLayout.ArgoCd.Length + 1)..], path),
            [FleetLayout.Templates, .. { Length: > 0 } rest] => new SharedTemplate(Join(rest)),
            _ => new OtherPath(path),
        };
    }

    private static FleetPath InApp(string app, string[] parts) =>
        parts is [SourceFolder.ReleasesFolder, var release, .. { Length: > 0 } rest]
            ? new ReleaseFile(app, release, Join(rest))
            : new AppFile(app, Join(parts));

    private static FleetPath InEnvironment(string environment, string[] parts) =>
        parts switch
        {
            [EnvironmentFolder.DescriptionFile] => new EnvironmentFile(environment),
            [EnvironmentFolder.PinsFolder, var file] when Stem(file) is { } app => new PinFile(environment, app),
            [EnvironmentFolder.OutputsFolder, OverlayFolder.RecordFile] => new OutputRecord(environment),
            [EnvironmentFolder.OutputsFolder, .. { Length: > 0 } rest] => new OutputFile(environment, Join(rest)),
            [var folder, _, ..] when EnvironmentFolder.Reserved.Contains(folder) => new EnvironmentPart(environment, Join(parts)),
            [var app, OverlayFolder.RecordFile] => new OwnedRecord(environment, app, null),
            [var app, var cluster, OverlayFolder.RecordFile] when IsCluster(cluster) => new OwnedRecord(environment, app, cluster),
            [var app, var cluster, _, ..] when IsCluster(cluster) => new OverlayFile(environment, app, cluster, Join(parts[2..])),
            [var app, _, ..] => new OverlayFile(environment, app, null, Join(parts[1..])),
            _ => new EnvironmentPart(environment, Join(parts)),
        };

    private static FleetPath InArgoCd(string rest, string path)
    {
        if (path == FleetLayout.Root)
            return new RootFile(null);
        if (path == FleetLayout.SharedRecord)
            return new SharedRecord();
        if (Below(FleetLayout.OtherRoots, path) is [var other] && Stem(other) is { } root)
            return new RootFile(root);
        if (Below(FleetLayout.Applications, path) is [var environment, var file] && Stem(file) is { } app)
            return new ApplicationFile(environment, app);
        return Below(FleetLayout.Projects, path) is [var project] && Stem(project) is { } name
            ? new ProjectFile(name)
            : new ArgoCdPart(rest);
    }

    // Folders of the overlay itself are refused as names of clusters.
    private static bool IsCluster(string folder) => !OverlayFolder.Reserved.Contains(folder);

    private static string[]? Below(string folder, string path) =>
        path.StartsWith($"{folder}/", StringComparison.Ordinal) ? path[(folder.Length + 1)..].Split('/') : null;

    private static string? Stem(string file) =>
        file.Length > FleetLayout.Yaml.Length && file.EndsWith(FleetLayout.Yaml, StringComparison.Ordinal)
            ? file[..^FleetLayout.Yaml.Length]
            : null;

    private static string Join(string[] parts) => string.Join('/', parts);
}
