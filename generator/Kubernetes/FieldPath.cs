using System.Buffers;

namespace GitOpsGen.Kubernetes;

/// <summary>Where a value is in its object.</summary>
/// <param name="Text">For people: <c>spec.containers[web].image</c>.</param>
/// <param name="Pattern">For rules, without the names of items: <c>spec.containers[].image</c>.</param>
public readonly record struct FieldPath(string Text, string Pattern)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/$-"
    );

    public static FieldPath Root { get; } = new("", "");

    /// <summary>The last key, without the items of a list.</summary>
    public string Name => Pattern[(Pattern.LastIndexOf('.') + 1)..].TrimEnd('[', ']');

    public FieldPath Key(string key)
    {
        var part = key.Length > 0 && !key.AsSpan().ContainsAnyExcept(Plain) ? key : $"[\"{key}\"]";
        var dot = Text.Length == 0 || part[0] == '[' ? "" : ".";
        return new FieldPath($"{Text}{dot}{part}", $"{Pattern}{dot}{part}");
    }

    public FieldPath Item(string name) => new($"{Text}[{name}]", $"{Pattern}[]");

    /// <summary>The path is <paramref name="pattern"/> or something in it.</summary>
    public bool IsIn(string pattern) =>
        Pattern.StartsWith(pattern, StringComparison.Ordinal)
        && (Pattern.Length == pattern.Length || Pattern[pattern.Length] is '.' or '[');

    public bool IsInAny(params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
            if (IsIn(pattern))
                return true;
        return false;
    }
}
