using System.Collections.Immutable;
using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Relocate.Apply;
using GitOpsGen.Relocate.Sources;

namespace GitOpsGen.Relocate.Proof;

/// <summary>
/// Names every token that apply changed and that is no namespace of an object that moves. What a person decided is that person's, and is
/// not asked.
/// </summary>
public sealed class MoveProof(RelocationFolder folder, RelocationRecord record, RelocationRules rules, DiagnosticBag diagnostics)
{
    private const string ServiceGroup = "service:";
    private const string TokenGroup = "token:";

    private readonly NamedObjects objects = new(
        record.Objects,
        rules
            .Decisions.Where(one => one is { Group: not null, Verdict: Verdict.Move })
            .Select(one => one.Group!.Replace(ServiceGroup, "", StringComparison.Ordinal).Replace(TokenGroup, "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal)
    );

    private readonly ChartUses uses = new(folder);

    public void Run()
    {
        foreach (var (path, file) in record.Files)
            if (folder.Files.FileExists(path) && folder.Read(path) is var bytes && Digest.OfBytes(bytes) == file.Now)
                Check(path, file, bytes);
    }

    /// <summary>Says which mentions the plan passes over as parts of longer names although they are words of their own.</summary>
    public void Kept(IEnumerable<Occurrence> occurrences)
    {
        foreach (
            var file in occurrences
                .Where(one => one.Judgement is { Category: Category.LongerName })
                .GroupBy(one => one.Path, StringComparer.Ordinal)
                .Where(file => folder.Files.FileExists(file.Key))
        )
        {
            var bytes = folder.Read(file.Key);
            if (TextEncoding.Of(bytes) is not { } encoding)
                continue;
            var text = new MovedText(file.Key, encoding, bytes, record.From.Length);
            foreach (var one in file.Where(one => one.Offset <= bytes.Length))
                if (text.Token(one.Offset) is { } token && TokenEnds.Against(token) is null)
                    diagnostics.Add(Messages.KeptUnsaid(new Position(token.Path, token.Line, token.Column), token.Word));
        }
    }

    private void Check(string path, EditedFile file, byte[] bytes)
    {
        var (from, to) = TextEncoding.Names(bytes, record.From, record.To);
        if (TextEncoding.Of(bytes) is not { } encoding || RelocationUndo.Inverse(bytes, file, from, to) is not { } original)
            return;
        var values = ChangedValue.Between(path, encoding.Text(original), encoding.Text(bytes)) ?? [];
        var text = new MovedText(path, encoding, original, record.From.Length);
        var shift = 0;
        foreach (var anchor in file.Anchors)
        {
            if (text.Token(anchor.Offset - shift) is { } token)
                Say(token, Value(values, token));
            shift += to.Length - from.Length;
        }
    }

    private void Say(MovedToken token, ChangedValue? value)
    {
        if (rules.Decisions.Any(one => one.Path == token.Path && one.Line == token.Line && one.Verdict == Verdict.Move))
            return;
        if (TokenProof.Against(token, value, objects, uses.Has) is { } why)
            diagnostics.Add(Messages.MovedNoNamespace(new Position(token.Path, token.Line, token.Column), token.Word, why));
    }

    // A value begins at its quote; other moves before it on the line have shifted it.
    private ChangedValue? Value(Dictionary<(int Line, int Column), ChangedValue> values, MovedToken token)
    {
        var growth = (record.To.Length - record.From.Length) * Earlier(token.Before);
        return values.GetValueOrDefault((token.Line, token.Column + growth))
            ?? values.GetValueOrDefault((token.Line, token.Column + growth - 1));
    }

    private int Earlier(string before) => before.Split(record.From).Length - 1;
}
