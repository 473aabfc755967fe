using NuGet.Versioning;

namespace GitOpsGen.Load;

/// <summary>Versions such as <c>&gt;=5.5 &lt;6</c>: every condition must hold.</summary>
public sealed class VersionRange
{
    private readonly string text;

    private readonly List<(string Operator, NuGetVersion Version)> conditions = [];

    private VersionRange(string text) => this.text = text;

    public static VersionRange? Parse(string text)
    {
        var range = new VersionRange(text);
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = part.TrimStart('<', '>', '=');
            var sign = part[..^digits.Length];
            if (sign is not ("" or "=" or "<" or "<=" or ">" or ">=") || !NuGetVersion.TryParse(digits.TrimStart('v'), out var version))
                return null;
            range.conditions.Add((sign, version));
        }

        return range.conditions.Count == 0 ? null : range;
    }

    /// <summary>No version is in it.</summary>
    public bool IsEmpty =>
        conditions.Exists(low =>
            low.Operator is ">=" or ">"
            && conditions.Exists(high =>
                high.Operator is "<" or "<="
                && (
                    low.Version.CompareTo(high.Version) is var order
                    && (order > 0 || (order == 0 && (low.Operator, high.Operator) != (">=", "<=")))
                )
            )
        );

    public override string ToString() => text;

    public bool Contains(string text)
    {
        if (!NuGetVersion.TryParse(text.TrimStart('v'), out var version))
            return false;
        return conditions.TrueForAll(condition =>
            version.CompareTo(condition.Version) is var order
            && condition.Operator switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                ">=" => order >= 0,
                _ => order == 0,
            }
        );
    }
}
