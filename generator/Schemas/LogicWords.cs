using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>Says which of several forms a value was to have; most forms ask for a field each.</summary>
internal static class LogicWords
{
    private const int MostNamed = 8;

    /// <param name="tried">What each of them has against the value.</param>
    public static Trouble NoneOf(ImmutableArray<Schema> branches, IReadOnlyList<IReadOnlyList<SchemaMistake>> tried) =>
        branches.All(IsOfFields)
            ? new Trouble($"must have {(branches.Length > 1 ? "one of " : "")}{Listed(Fields(branches))}")
            : new Trouble(
                $"has none of the {branches.Length} forms that it may have",
                $"Nearest: {Words(tried.MinBy(one => one.Count)![0])}."
            );

    // It asks for fields, and for nothing else.
    private static bool IsOfFields(Schema branch) => !branch.Required.IsEmpty && branch.Properties.Count == 0;

    private static string Words(SchemaMistake mistake) =>
        mistake switch
        {
            MissingField missing => $"'{missing.Name}' is missing",
            WrongValue { Path.Length: > 0 } wrong => $"'{wrong.Path}' {wrong.Trouble}",
            WrongValue wrong => $"it {wrong.Trouble}",
            _ => "it has a field too many",
        };

    public static Trouble SeveralOf(ImmutableArray<Schema> branches, YamlNode node)
    {
        var there = Fields(branches).Where(field => field.Split(" and ").All(name => (node as YamlMap)?.Says(name) == true)).ToList();
        return there.Count > 1
            ? new Trouble(
                $"may have only one of {Listed(Fields(branches))}",
                $"It has {string.Join(" and ", there)}: remove what is too many."
            )
            : new Trouble("has several forms at once of which it may have only one");
    }

    public static Trouble Not(Schema branch) =>
        Fields([branch]) is { Count: > 0 } fields
            ? new Trouble($"must not have {Listed(fields)}")
            : new Trouble("has a form that is not allowed");

    private static List<string> Fields(ImmutableArray<Schema> branches) =>
        [
            .. branches
                .Where(branch => !branch.Required.IsEmpty)
                .Select(branch => string.Join(" and ", branch.Required))
                .Distinct(StringComparer.Ordinal),
        ];

    private static string Listed(List<string> fields) =>
        string.Join(", ", fields.Take(MostNamed)) + (fields.Count > MostNamed ? $" and {fields.Count - MostNamed} more" : "");
}
