using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Schemas;

/// <summary>The definitions and descriptions of <c>shared/data</c>, imported once for all tests.</summary>
internal static class RealSchemas
{
    private static readonly Lazy<ImportedSchemas> All = new(Import);

    private static readonly Lazy<SchemaLibrary> Library = new(() =>
        new SchemaLibrary(
            Imported.Kinds,
            Imported.Definitions.Aggregate(DefinitionSet.Empty, (set, added) => set.With(added.Release, added.Schemas))
        )
    );

    private static readonly Lazy<IReadOnlyDictionary<string, string?>> Written = new(() =>
        new ImportPlan(MemoryFiles.Of(), new DiagnosticBag()).Of(Imported)
    );

    public static ImportedSchemas Imported
    {
        get
        {
            Repository.Data("crds");
            return All.Value;
        }
    }

    /// <summary>What the import writes, by path.</summary>
    public static IReadOnlyDictionary<string, string?> Texts => Written.Value;

    /// <summary>What the rules say of manifests, as <c>SCH-001 message</c>, but for what stands in CEL.</summary>
    public static IReadOnlyList<string> Judge(string manifests, string version)
    {
        var bag = new DiagnosticBag();
        var objects = Manifests.Read("m.yaml", manifests, bag);
        Assert.Empty(bag.Sorted());
        var contents = new ClusterContents("here", [new ContentsPart("", objects!)]) { KubernetesVersion = version };
        var subject = new SchemaSubject(contents, Library.Value);
        return
        [
            .. SchemaChecks
                .Rules.Rules.SelectMany(rule => rule.Judge(subject).All)
                .Select(found => $"{found.Code} {found.Message}")
                .Where(found => !found.Contains(" in CEL ", StringComparison.Ordinal)),
        ];
    }

    private static ImportedSchemas Import()
    {
        var bag = new DiagnosticBag();
        var import = new SchemaImport(null, bag);
        foreach (var folder in new[] { "crds", "kubernetes" })
        foreach (var file in new SourceFiles(bag).Read(Repository.Data(folder), out _))
            import.Add(file);
        Assert.Empty(bag.Sorted());
        return import.Result;
    }
}
