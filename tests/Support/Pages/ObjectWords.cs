using GitOpsGen.Kubernetes;

namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Objects as kubectl's arguments name them: <c>kind name…</c>, <c>kind,kind name…</c>, <c>kind/name…</c>.</summary>
/// <param name="space">As in <see cref="Mention"/>.</param>
internal sealed class ObjectWords(KindWords kinds, int line, string? space, Mentions mentions)
{
    public void AskAll(IEnumerable<ShellWord> words)
    {
        var all = words.ToList();
        if (all.Count > 0 && IsPair(all[0]))
            all.ForEach(Pair);
        else if (all.Count > 0)
            foreach (var kind in all[0].Text.Split(','))
                AskEach(kind, all.Skip(1), all[0].IsOpen);
    }

    public void AskEach(string kind, IEnumerable<ShellWord> names, bool isOpen = false)
    {
        if (isOpen || Known(kind) is not { } known)
            return;
        foreach (var name in names.Where(IsName))
            Ask(known, name.Text);
    }

    /// <param name="kind">What it is where the word does not say it.</param>
    public void AskOne(string kind, ShellWord? word)
    {
        if (word is not null && IsPair(word))
            Pair(word);
        else if (word is not null)
            AskEach(kind, [word]);
    }

    public void Ask(string kind, string name) => mentions.Asked.Add(new Mention(line, kind, space, name));

    public void Make(string kind, ShellWord name)
    {
        if (IsName(name) && Known(kind) is { } known)
            mentions.Made.Add(new Mention(line, known, space, name.Text));
    }

    public void Make(IEnumerable<Manifest> objects)
    {
        foreach (var one in objects.Where(one => one.Name.Length > 0))
        {
            var owner = one.Namespace.Length > 0 ? one.Namespace : space;
            mentions.Made.Add(new Mention(line, one.Kind, owner, one.Name));
            mentions.Made.AddRange(MadeSecrets.Of(one).Select(secret => new Mention(line, "Secret", owner, secret.Name)));
        }
    }

    public void Problem(string text) => mentions.Problems.Add((line, text));

    // Of a variable only the kind is held.
    private void Pair(ShellWord word)
    {
        if (word.Text.Split('/', 2) is [var kind, var name])
            AskEach(kind, [word with { Text = name }]);
        else
            Problem($"{word} is no kind/name");
    }

    private string? Known(string kind)
    {
        var known = kinds.Kind(kind);
        if (known is null)
            Problem($"{kind} is no kind");
        return known;
    }

    private static bool IsPair(ShellWord word) => word.Text.Contains('/') && !word.Text.StartsWith('$');

    private static bool IsName(ShellWord word) => !word.IsOpen && !word.Text.Contains('…');
}
