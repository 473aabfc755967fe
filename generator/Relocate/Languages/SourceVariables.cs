namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Objects that a statement hands over in a variable: <c>Secrets("…").Create(ctx, secret)</c> is about what <c>secret</c> was made of,
/// above it in the same function.
/// </summary>
internal sealed class SourceVariables(string text, SourceTokens tokens)
{
    private const int Farthest = 4000;
    private const int Most = 40;

    private static readonly string[] Writers = [".Create(", ".Update(", ".Apply("];

    public void AddEvidence(int start, int end, NameEvidence evidence)
    {
        end = Math.Min(end, start + Farthest);
        foreach (var writer in Writers)
        {
            if (text.IndexOf(writer, start, Math.Max(0, end - start), StringComparison.Ordinal) is not (>= 0 and var at))
                continue;
            var open = at + writer.Length;
            var close = text.IndexOf(')', open);
            if (close < 0 || close - open > Farthest)
                continue;
            foreach (var argument in text[open..close].Split(',', StringSplitOptions.TrimEntries).Skip(1).Take(1))
                Made(argument.TrimStart('&', '*'), start, evidence);
        }
    }

    private void Made(string variable, int before, NameEvidence evidence)
    {
        if (variable.Length == 0 || !variable.All(one => char.IsLetterOrDigit(one) || one == '_'))
            return;
        var from = Math.Max(0, before - Farthest);
        var at = text.LastIndexOf($"{variable} := ", before, before - from, StringComparison.Ordinal);
        if (at < 1 || !char.IsWhiteSpace(text[at - 1]) || text.AsSpan(at, before - at).Contains("\nfunc ", StringComparison.Ordinal))
            return;
        var open = text.IndexOf('{', at, NameScanner.Line(text, at).End - at);
        if (open < 0 || tokens.GroupAt(open + 1) is not (>= 0 and var group))
            return;
        foreach (
            var span in tokens
                .StringsIn(open, tokens.Groups[group].Close, Most)
                .Where(span => SourceKey.Before(text, span.Start - 1).Name == "Name")
        )
            evidence.Add(text[span.Start..span.End]);
    }
}
