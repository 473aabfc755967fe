using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-012: everything of the stack says what it needs.</summary>
internal static class ResourcesRule
{
    // A limit of CPU only makes work slow that has room; that of memory keeps a leak from the node.
    private static readonly (string Kind, string Name)[] Wanted = [("requests", "cpu"), ("requests", "memory"), ("limits", "memory")];

    public static Rule<ClusterContents> Said { get; } =
        new(
            "PROM-012",
            "Each part of the stack requests CPU and memory, and limits its memory: a warning in an environment with the feature "
                + "`cloud`, a "
                + "note in one with `local` and where nobody says the class. A limit of CPU is not asked for.",
            Check
        )
        {
            Why =
                "Without requests it is put on a node that is full, and is the first to be evicted; without a limit a query or a leak "
                + "takes "
                + "the node's memory.",
            Mend = "Set `resources.requests` (cpu, memory) and `resources.limits.memory`.",
            Severities = [Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var isCloud = EnvironmentClass.Of(contents.Features) == EnvironmentClass.Cloud;
        foreach (var part in StackParts.Of(contents))
            if (Wanted.Where(one => part.Resources.TextAt(one.Kind, one.Name) is not { Length: > 0 }).ToList() is { Count: > 0 } missing)
                findings.Fail(
                    Messages.ResourcesMissing(part.At, part.Title, part.Path, missing.Select(one => $"{one.Kind}.{one.Name}"), isCloud)
                );
    }
}
