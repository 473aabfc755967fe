using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>A name that something had before is no other's: what is frozen or committed could mean either.</summary>
internal sealed class FormerNameChecks(Fleet fleet, DiagnosticBag diagnostics)
{
    public void Check()
    {
        Check("app", fleet.Apps.Values.Select(source => (source.App.Name, source.App.FormerNames.AsEnumerable())));
        Check("environment", fleet.Environments.Values.Select(one => (one.Name, one.FormerNames.AsEnumerable())));
    }

    private void Check(string what, IEnumerable<(string Name, IEnumerable<YamlScalar> Former)> all)
    {
        var list = all.ToList();
        var taken = list.ToDictionary(one => one.Name, one => one.Name, StringComparer.Ordinal);
        foreach (var (name, former) in list)
        foreach (var old in former)
            if (!taken.TryAdd(old.Text, name) && taken[old.Text] != name)
                diagnostics.Add(Messages.FormerNameTaken(old.At, what, old.Text, taken[old.Text]));
    }
}
