using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;

namespace GitOpsGen.Check.Schemas;

/// <summary>What an environment holds, with the schemas that are known of it.</summary>
public sealed class SchemaSubject
{
    private readonly Lazy<ILookup<string, Diagnostic>> found;

    public SchemaSubject(ClusterContents contents, params IEnumerable<SchemaLibrary> libraries)
    {
        var store = new SchemaStore(contents.Objects, libraries);
        found = new(() => new SchemaJudge(contents, store).Judge().ToLookup(finding => finding.Code, StringComparer.Ordinal));
    }

    /// <summary>What one rule has to say. All of them look in one walk: it is the costliest there is.</summary>
    public IEnumerable<Diagnostic> Of(string rule) => found.Value[rule];

    /// <summary>The kinds of the objects, for whoever brings their schemas to hand.</summary>
    public static ImmutableHashSet<(string Group, string Kind)> Kinds(ClusterContents contents) =>
        [.. contents.Objects.Objects.Select(one => (one.Id.Group, one.Kind))];

    /// <summary>Likewise, with the versions.</summary>
    public static ImmutableHashSet<(string Group, string Version, string Kind)> Versions(ClusterContents contents) =>
        [.. contents.Objects.Objects.Select(one => (one.Id.Group, ManifestHeader.Of(one.Document).Version, one.Kind))];
}
