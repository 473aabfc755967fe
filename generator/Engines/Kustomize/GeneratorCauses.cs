using System.Text.RegularExpressions;
using GitOpsGen.Load;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>Literals of generators that say one key twice, or none.</summary>
internal static partial class GeneratorCauses
{
    public static BuildCause? Find(string words, BuildInputs inputs)
    {
        if (Repeated().Match(words) is { Success: true } match)
            return Twice(inputs, match.Groups["name"].Value, match.Groups["key"].Value);
        return words.Contains("a literal is no key=value", StringComparison.Ordinal) ? WithoutKey(inputs) : null;
    }

    private static BuildCause? Twice(BuildInputs inputs, string name, string key) =>
        Literals(inputs)
            .Where(found => found.Generator.Text("name") == name && Key(found.Literal) == key)
            .Skip(1)
            .Select(found => new BuildCause(
                found.File.At(found.Literal),
                $"the generator of {name} says the key '{key}' twice. Remove one."
            ))
            .FirstOrDefault();

    // What it is may be the value itself.
    private static BuildCause? WithoutKey(BuildInputs inputs) =>
        Literals(inputs)
            .Where(found => Key(found.Literal).Length == 0)
            .Select(found => new BuildCause(found.File.At(found.Literal), "a literal must be key=value, and here is no key."))
            .FirstOrDefault();

    private static IEnumerable<(YamlMap Generator, YamlScalar Literal, BuildInput File)> Literals(BuildInputs inputs) =>
        inputs.Files.SelectMany(file =>
            file.Kustomizations.SelectMany(KustomizationChecks.Generators)
                .SelectMany(generator => generator.Texts("literals").Select(literal => (generator, literal, file)))
        );

    private static string Key(YamlScalar literal) => literal.Text[..Math.Max(0, literal.Text.IndexOf('=', StringComparison.Ordinal))];

    [GeneratedRegex(@"(?<name>\S+) illegally repeats the key `(?<key>[^`]*)`")]
    private static partial Regex Repeated();
}
