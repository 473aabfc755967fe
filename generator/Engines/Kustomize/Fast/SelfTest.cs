using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Engines;
using GitOpsGen.Layout;
using GitOpsGen.Render;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// Asks an engine whether it merges as the facts say: one overlay with every kind and every list, built the plain way and ours.
/// </summary>
/// <param name="schema">What is put to the test.</param>
public sealed class SelfTest(MergeSchema schema)
{
    private static readonly MergeFacts Asked = SelfTestFacts.WithCanaries(MergeFacts.BuiltIn);

    /// <summary>All that the test is about.</summary>
    public static IReadOnlySet<string> Kinds { get; } = Asked.Kinds.Select(kind => kind.Kind).ToHashSet(StringComparer.Ordinal);

    /// <param name="folder">A new one, which is left behind.</param>
    /// <returns>Whether both ways give the same bytes. One that fails shows nothing.</returns>
    public async Task<bool> PassesAsync(Engine kustomize, string folder, CancellationToken cancellation)
    {
        Write(folder);
        var plain = await kustomize.BuildAsync(folder, isSmall: true, cancellation);
        if (!plain.Succeeded)
            return false;
        using var staged = SchemaFile.AddTo(folder, schema.Of(Kinds));
        var fast = await kustomize.BuildAsync(folder, isSmall: true, cancellation);
        return fast.Succeeded && fast.Output.Span.SequenceEqual(plain.Output.Span);
    }

    /// <summary>Writes the overlay, with an object for each kind of the facts, in their order, and of the canaries.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var objects = new SelfTestObjects(Asked);
        var names = Asked.Kinds.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"o{number}")).ToList();
        var documents = Asked.Kinds.Zip(names, (kind, name) => objects.Base(kind, name).ToJsonString());
        File.WriteAllText(Path.Join(folder, "objects.yaml"), string.Join("\n---\n", documents));
        var kustomization = new StringBuilder("resources: [objects.yaml]\npatches:\n");
        foreach (var (kind, name) in Asked.Kinds.Zip(names))
            kustomization.Append("- patch: ").Append(Quoted(objects.Patch(kind, name))).Append('\n');
        File.WriteAllText(Path.Join(folder, OverlayFolder.KustomizationFile), kustomization.ToString());
    }

    // A patch is JSON, and nothing in it is escaped but by us.
    private static string Quoted(JsonObject patch) => $"'{patch.ToJsonString()}'";
}
