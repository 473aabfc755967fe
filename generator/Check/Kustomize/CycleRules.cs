using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;

namespace GitOpsGen.Check.Kustomize;

/// <summary>KUS-006: no kustomization reaches itself.</summary>
internal static class CycleRules
{
    public static Rule<KustomizationTree> Cycles { get; } =
        new("KUS-006", "No kustomization reaches itself over others.", Check)
        {
            Why = "Kustomize refuses to build any of them.",
            Mend = "Take one of the entries out; what both need goes into a folder of its own.",
        };

    private static void Check(KustomizationTree tree, Findings findings)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in tree.ByFolder.Keys)
            Walk(tree, folder, done, findings);
    }

    // By a list in place of calls, because nobody bounds how long a chain a repository has.
    private static void Walk(KustomizationTree tree, string start, HashSet<string> done, Findings findings)
    {
        var way = new List<(string Folder, Queue<(KustomizeEntry Entry, string Folder)> Left)>();
        Enter(start);
        while (way.Count > 0)
            if (!way[^1].Left.TryDequeue(out var next))
                way.RemoveAt(way.Count - 1);
            else if (way.FindIndex(step => step.Folder == next.Folder) is >= 0 and var first)
                findings.Fail(
                    Messages.KustomizeCycle(next.Entry.Written.At, way.Skip(first).Select(step => step.Folder).Append(next.Folder))
                );
            else
                Enter(next.Folder);

        void Enter(string folder)
        {
            if (done.Add(folder) && tree.ByFolder.TryGetValue(folder, out var kustomization))
                way.Add((folder, new Queue<(KustomizeEntry, string)>(Folders(tree, kustomization))));
        }
    }

    private static IEnumerable<(KustomizeEntry Entry, string Folder)> Folders(KustomizationTree tree, Kustomization kustomization) =>
        KustomizeEntries
            .Of(kustomization.Document)
            .Where(entry => entry.Target != EntryTarget.File && !entry.IsRemote)
            .Select(entry => (Entry: entry, Folder: RepositoryPath.Resolve(kustomization.Folder, entry.Path)))
            .Where(one => one.Folder is not null && tree.ByFolder.ContainsKey(one.Folder))
            .Select(one => (one.Entry, one.Folder!));
}
