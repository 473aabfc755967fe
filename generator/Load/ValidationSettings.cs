using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>What the fleet says of <c>gitopsgen validate</c>.</summary>
/// <param name="Rules">Files with rules of its own, relative to the repository.</param>
/// <param name="Schemas">Where schemas of kinds are, besides the folder <c>schemas</c> of the repository: files and folders of it.</param>
public sealed record ValidationSettings(
    ImmutableArray<Waiver> Waivers,
    ImmutableArray<YamlScalar> Rules,
    ImmutableArray<YamlScalar> Schemas
)
{
    public static ValidationSettings None { get; } = new([], [], []);

    public static ValidationSettings Read(YamlMap? validate) =>
        validate is null
            ? None
            : new ValidationSettings(
                [
                    .. validate
                        .List("waivers")
                        .OfType<YamlMap>()
                        .Where(item => item.Scalar("rule") is not null && item.Scalar("reason") is not null)
                        .Select(Waiver),
                ],
                [.. validate.Texts("rules")],
                [.. validate.Texts("schemas")]
            );

    private static Waiver Waiver(YamlMap item) =>
        new(item.Scalar("rule")!, item.Text("reason")!)
        {
            Expires = item.Scalar("expires"),
            Apps = [.. item.Texts("apps")],
            Environments = [.. item.Texts("environments")],
            Contains = item.Text("contains"),
        };
}

/// <summary>Findings of a rule that are known, and taken as they are for a reason.</summary>
public sealed record Waiver(YamlScalar Rule, string Reason)
{
    public Position At => Rule.At;

    /// <summary>The last day on which it holds; null: it holds until it is taken out.</summary>
    public YamlScalar? Expires { get; init; }

    /// <summary>Empty: of every app.</summary>
    public ImmutableArray<YamlScalar> Apps { get; init; } = [];

    /// <summary>Empty: in every environment.</summary>
    public ImmutableArray<YamlScalar> Environments { get; init; } = [];

    /// <summary>Only findings whose message contains this; null: all of the rule's.</summary>
    public string? Contains { get; init; }
}
