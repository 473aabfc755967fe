namespace GitOpsGen.Tests.Support;

/// <summary>The real Kustomize behind a script that writes down what it builds. A fleet names it as its own.</summary>
public sealed class CountingKustomize
{
    private readonly TemporaryFolder fleet;

    /// <param name="fleet">A <see cref="SmallFleet"/>; it will build with this one.</param>
    /// <param name="first">Shell commands to run before each build; <c>$2</c> is the overlay.</param>
    public CountingKustomize(TemporaryFolder fleet, string first = ":")
    {
        this.fleet = fleet;
        Answer("v5.5.0", first);
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{kustomize: {{path: {fleet.Beside.File("kustomize")}}}}}\n");
    }

    /// <summary>What the overlays that were built are made of, such as <c>apps/web/base</c>, in ordinal order; forgets them.</summary>
    public IReadOnlyList<string> TakeBuilds()
    {
        if (!File.Exists(Log))
            return [];
        var builds = File.ReadAllLines(Log).Order(StringComparer.Ordinal).ToList();
        File.Delete(Log);
        return builds;
    }

    /// <summary>Puts another program in its place, which says another version.</summary>
    public void Answer(string version, string first = ":")
    {
        var (program, prefix) = TestTools.Kustomize;
        fleet.Beside.WriteScript(
            "kustomize",
            $"""
            if [ "$1" = version ]; then echo {version}; exit; fi
            sed -n 's,^- .*\(apps/.*\),\1,p' "$2/kustomization.yaml" >>'{Log}'
            {first}
            exec '{program}' {string.Join(' ', prefix)} "$2"
            """
        );
    }

    private string Log => fleet.Beside.File("builds");
}
