using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>Objects that are there twice, and patches whose object is not there.</summary>
internal static partial class ObjectCauses
{
    public static BuildCause? Twice(string words, BuildInputs inputs)
    {
        if (Registered().Match(words) is not { Success: true } match)
            return null;
        var there = Named(inputs, match).ToList();
        return there.Count < 2
            ? null
            : new BuildCause(there[1].At, $"{there[1].Name} is here a second time; the first is at {there[0].At}. Remove or rename one.");
    }

    public static BuildCause? PatchOfNone(string words, BuildInputs inputs)
    {
        if (NoMatch().Match(words) is not { Success: true } match)
            return null;
        var kind = match.Groups["kind"].Value;
        var patches = inputs.Patches().SelectMany(patch => Written(patch.Text, patch.File)).Concat(Named(inputs, match));
        var known = inputs.Files.SelectMany(file => file.Objects).Where(map => map.Text("kind") == kind).Select(Name).ToList();
        known.RemoveAll(name => name == match.Groups["name"].Value);
        return patches
            .Where(patch => patch.Name == $"{kind} {match.Groups["name"].Value}")
            .Select(patch => new BuildCause(
                patch.At,
                $"no object is called {patch.Name}, so the patch fits none.{Messages.Suggest(match.Groups["name"].Value, known)}"
            ))
            .FirstOrDefault();
    }

    private static IEnumerable<(Position At, string Name)> Named(BuildInputs inputs, Match match) =>
        inputs
            .Files.SelectMany(file => file.Objects.Select(map => (At: file.At(map), map)))
            .Where(found => found.map.Text("kind") == match.Groups["kind"].Value && Name(found.map) == match.Groups["name"].Value)
            .Select(found => (found.At, $"{match.Groups["kind"].Value} {match.Groups["name"].Value}"));

    private static IEnumerable<(Position At, string Name)> Written(YamlScalar patch, BuildInput file) =>
        (YamlReader.ReadAll("patch", patch.Text, new DiagnosticBag()) ?? [])
            .OfType<YamlMap>()
            .Select(map => (file.At(patch), $"{map.Text("kind")} {Name(map)}"));

    private static string Name(YamlMap map) => ManifestHeader.Of(map).Id.Name;

    // Kustomize writes Kind.version.group/name.namespace.
    private const string Id = @"(?<kind>[^.\s""]+)\.[^/\s""]+/(?<name>[^\s""]+)\.(?:\[noNs\]|[^.\s"";:]+)";

    [GeneratedRegex("already registered id: " + Id)]
    private static partial Regex Registered();

    [GeneratedRegex("(?:no matches for Id |strategic merge patch \")" + Id)]
    private static partial Regex NoMatch();
}
