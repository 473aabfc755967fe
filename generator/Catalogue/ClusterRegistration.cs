using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Yaml;

namespace GitOpsGen.Catalogue;

public enum RegistrationKind
{
    Present,
    Added,
    NewEnvironment,
}

/// <summary>What becomes of one cluster.</summary>
/// <param name="Path">The file that names it.</param>
public sealed record Registration(NewCluster Cluster, RegistrationKind Kind, string Path);

/// <summary>Writes clusters into the environments of a fleet that is there. The files are people's, so the line is spliced in.</summary>
public sealed class ClusterRegistration(Workspace workspace, DiagnosticBag diagnostics)
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>All or nothing: with an error in the bag no file has changed.</summary>
    public IReadOnlyList<Registration> Register(IReadOnlyList<NewCluster> clusters, bool isDryRun)
    {
        // What else is wrong with the fleet is for the next render to say.
        var reading = new DiagnosticBag();
        if (workspace.Load(reading) is not { } fleet)
        {
            foreach (var item in reading.Sorted())
                diagnostics.Add(item);
            return [];
        }

        var registrations = clusters
            .GroupBy(cluster => cluster.Environment, StringComparer.Ordinal)
            .SelectMany(group => InEnvironment(fleet, group.Key, [.. group], reading))
            .ToList();
        if (!diagnostics.HasErrors && !isDryRun)
            foreach (var (path, text) in texts)
                Replace(path, text);
        return diagnostics.HasErrors ? [] : registrations;
    }

    private IEnumerable<Registration> InEnvironment(Fleet fleet, string name, IReadOnlyList<NewCluster> clusters, DiagnosticBag reading)
    {
        var path = FleetLayout.Environment(name).Description;
        if (fleet.Environments.TryGetValue(name, out var environment))
            return [.. clusters.Select(cluster => new Registration(cluster, Add(fleet, environment, cluster, path), path))];
        if (workspace.Files.LinkOnTheWay(path) is { } link)
        {
            diagnostics.Add(Messages.LinkInTheWay(path, link));
            return [];
        }

        if (workspace.Files.Special(path) is { } special)
        {
            diagnostics.Add(special);
            return [];
        }

        if (workspace.Files.FileExists(path))
        {
            foreach (var item in reading.Sorted().Where(item => item.At?.File == path))
                diagnostics.Add(item);
            return [];
        }

        foreach (var cluster in clusters)
            IsClaimed(fleet, cluster);
        texts[path] = NewText(fleet, name, clusters);
        return clusters.Select(cluster => new Registration(cluster, RegistrationKind.NewEnvironment, path));
    }

    private RegistrationKind Add(Fleet fleet, EnvironmentSettings environment, NewCluster cluster, string path)
    {
        if (environment.Clusters.Any(known => known.Name == cluster.Name && known.Server == cluster.Server))
            return RegistrationKind.Present;
        if (environment.IsAbstract)
            diagnostics.Add(Messages.AbstractHasClusters(environment.At, environment.Name));
        if (environment.IsAbstract || IsClaimed(fleet, cluster))
            return RegistrationKind.Present;
        var text = texts.GetValueOrDefault(path) ?? File.ReadAllText(workspace.Files.Absolute(path), Encoding.UTF8);
        if (YamlSplice.Append(text, ["spec", "clusters"], cluster.Entry) is { } spliced)
            texts[path] = spliced;
        else
            diagnostics.Add(Messages.CannotSplice(environment.At, $"- {YamlSplice.Flow(cluster.Entry)}"));
        return RegistrationKind.Added;
    }

    private bool IsClaimed(Fleet fleet, NewCluster cluster)
    {
        foreach (
            var (environment, known) in fleet.Environments.Values.SelectMany(environment =>
                environment.Clusters.Select(known => (environment, known))
            )
        )
        {
            if (known.Name != cluster.Name && known.Server != cluster.Server)
                continue;
            diagnostics.Add(Messages.ClusterElsewhere(known.At, cluster.Name, cluster.Server, environment.Name, known.Name, known.Server));
            return true;
        }

        return false;
    }

    private string NewText(Fleet fleet, string name, IReadOnlyList<NewCluster> clusters) =>
        new NewEnvironment(name, null)
        {
            Schema = workspace.Files.FileExists("docs/schemas/environment.json") ? "../../docs/schemas/environment.json" : null,
            KubernetesVersion =
                fleet
                    .Environments.Values.Select(environment => environment.KubernetesVersion?.Text)
                    .FirstOrDefault(version => version is not null)
                ?? NewEnvironment.DefaultKubernetesVersion,
            KnownFeatures = [.. fleet.Environments.Values.SelectMany(environment => environment.Features).Select(feature => feature.Text)],
            KnownApps = [.. fleet.Apps.Keys],
            Clusters = [.. clusters],
        }.Write();

    // Beside its place and moved, so that nobody ever reads half of it; under a name that nobody can have put a link at.
    private void Replace(string path, string text)
    {
        var file = workspace.Files.Absolute(path);
        var temporary = $"{file}.{Guid.NewGuid():N}.new";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var hadMark = File.Exists(file) && File.ReadAllBytes(file) is [0xef, 0xbb, 0xbf, ..];
        File.WriteAllText(temporary, text, new UTF8Encoding(hadMark));
        if (File.Exists(file) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(file));
        File.Move(temporary, file, overwrite: true);
    }
}
