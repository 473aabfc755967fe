using System.Collections.Immutable;

namespace GitOpsGen.Relocate.Reports;

/// <summary>A part of the report, before it is text or Markdown.</summary>
public sealed record Section(string Title, params ImmutableArray<Block> Blocks);

/// <summary>What a section is made of. All texts are plain: the writers escape them.</summary>
public abstract record Block
{
    public sealed record Words(string Text) : Block;

    public sealed record Items(ImmutableArray<string> Texts) : Block;

    public sealed record Table(ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows) : Block;

    /// <param name="Language">Of the fence.</param>
    public sealed record Code(string Language, string Text) : Block;
}
