using System.Text.RegularExpressions;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Engines.Kustomize;

/// <summary>What a build failed on: where it stands, and what is wrong with it.</summary>
public sealed record BuildCause(Position At, string Message);

/// <summary>
/// Finds in the files of a failed build what Kustomize's words are about. It says of most mistakes what is wrong and not where, or a line
/// without the file.
/// </summary>
public static partial class BuildFailure
{
    /// <param name="words">Kustomize's message.</param>
    /// <returns>Null where only Kustomize's own words can be told.</returns>
    public static BuildCause? Find(string words, BuildInputs inputs) =>
        Unreadable(words, inputs)
        ?? NumberKeys(words, inputs)
        ?? ObjectCauses.Twice(words, inputs)
        ?? ObjectCauses.PatchOfNone(words, inputs)
        ?? OperationCauses.Find(words, inputs)
        ?? GeneratorCauses.Find(words, inputs);

    private static BuildCause? Unreadable(string words, BuildInputs inputs)
    {
        if (!YamlWords().IsMatch(words))
            return null;
        var isTwice = words.Contains("already defined", StringComparison.Ordinal);
        return inputs
            .Files.SelectMany(file => file.Problems.Select(problem => (file, problem)))
            .Where(found => found.problem.Code == (isTwice ? Messages.DuplicateKeyCode : Messages.YamlSyntaxCode))
            .Select(found => new BuildCause(found.file.Declared ?? found.problem.At!.Value, found.problem.Message))
            .FirstOrDefault();
    }

    private static BuildCause? NumberKeys(string words, BuildInputs inputs) =>
        !words.Contains("a key is a number", StringComparison.Ordinal)
            ? null
            : inputs
                .Files.SelectMany(file => file.Documents.SelectMany(Keys).Select(key => (file, key)))
                .Where(found => !found.key.IsString && !YamlWriter.IsTextUnquoted(found.key.Text))
                .Select(found => new BuildCause(
                    found.file.At(found.key),
                    $"the key {found.key.Text} is no text. Write it in quotes: \"{found.key.Text}\"."
                ))
                .FirstOrDefault();

    private static IEnumerable<YamlScalar> Keys(YamlNode node) =>
        node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => Keys(entry.Value).Prepend(entry.Key)),
            YamlList list => list.Items.SelectMany(Keys),
            _ => [],
        };

    [GeneratedRegex(@"yaml: |MalformedYAML|unmarshal errors", RegexOptions.NonBacktracking)]
    private static partial Regex YamlWords();
}
