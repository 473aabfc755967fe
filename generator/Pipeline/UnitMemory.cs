using System.Collections.Immutable;
using GitOpsGen.Files;

namespace GitOpsGen.Pipeline;

/// <summary>What was made of one app in one environment.</summary>
/// <param name="Engine">The identity of the Kustomize that built it; empty where nothing was built.</param>
/// <param name="Owners">The SHA-256 of each owned.json, by its folder: it has those of all generated files.</param>
public sealed record RememberedDeployment(
    string Engine,
    ImmutableArray<RememberedUnit> Units,
    ImmutableArray<(string Directory, string Sha256)> Owners
);

/// <param name="Chart">The SHA-256 of what the chart became; empty where there is none or it was not at hand.</param>
/// <param name="Build">The key of its build; empty where there is nothing to build.</param>
public sealed record RememberedUnit(string Directory, string Chart, string Build);

/// <summary>
/// Remembers deployments by their keys (<see cref="UnitKeys"/>). Outside git, and only to save work. A line for each: key, engine, then
/// unit, chart and build of each unit and folder and digest of each owner, separated by tabs.
/// </summary>
/// <param name="file">Null: nothing is remembered.</param>
public sealed class UnitMemory(string? file)
{
    private const string Header = "gitopsgen-units 1";
    private const string UnitMark = "unit";
    private const string OwnerMark = "owner";

    private readonly Dictionary<string, RememberedDeployment> deployments = Read(file);

    public RememberedDeployment? Get(string key) => deployments.GetValueOrDefault(key);

    public void Put(string key, RememberedDeployment deployment) => deployments[key] = deployment;

    /// <summary>Keeps only what the last run used, if it looked at everything.</summary>
    public void Save(IReadOnlySet<string>? used)
    {
        if (file is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var lines = deployments.Where(entry => used?.Contains(entry.Key) != false).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        File.WriteAllLines(file + ".new", lines.Select(Line).Prepend(Header));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string Line(KeyValuePair<string, RememberedDeployment> entry) =>
        string.Join(
            '\t',
            [
                entry.Key,
                entry.Value.Engine,
                .. entry.Value.Units.SelectMany(unit => new[] { UnitMark, unit.Directory, unit.Chart, unit.Build }),
                .. entry.Value.Owners.SelectMany(owner => new[] { OwnerMark, owner.Directory, owner.Sha256 }),
            ]
        );

    private static Dictionary<string, RememberedDeployment> Read(string? file)
    {
        var known = new Dictionary<string, RememberedDeployment>(StringComparer.Ordinal);
        if (file is null || EntryKinds.Of(file) != EntryKind.Regular)
            return known;
        using var reader = new StreamReader(file);
        if (reader.ReadLine() != Header)
            return known;
        while (reader.ReadLine() is { } line)
            if (line.Split('\t') is [var key, var engine, .. var parts] && Deployment(engine, parts) is { } deployment)
                known[key] = deployment;
        return known;
    }

    private static RememberedDeployment? Deployment(string engine, ReadOnlySpan<string> parts)
    {
        var units = ImmutableArray.CreateBuilder<RememberedUnit>();
        var owners = ImmutableArray.CreateBuilder<(string, string)>();
        while (!parts.IsEmpty)
            if (parts is [UnitMark, var directory, var chart, var build, ..])
            {
                units.Add(new RememberedUnit(directory, chart, build));
                parts = parts[4..];
            }
            else if (parts is [OwnerMark, var owner, var sha256, ..])
            {
                owners.Add((owner, sha256));
                parts = parts[3..];
            }
            else
            {
                return null;
            }

        return new RememberedDeployment(engine, units.ToImmutable(), owners.ToImmutable());
    }
}
