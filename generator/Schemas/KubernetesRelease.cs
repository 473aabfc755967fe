using System.Globalization;
using System.Text.RegularExpressions;

namespace GitOpsGen.Schemas;

/// <summary>A minor release of Kubernetes: which APIs there are changes with no smaller step.</summary>
public readonly partial record struct KubernetesRelease(int Major, int Minor) : IComparable<KubernetesRelease>
{
    /// <param name="version">Such as <c>1.33</c>, <c>v1.33.4</c> or <c>1.33.4-eks-1</c>.</param>
    /// <returns>Null for what is no version.</returns>
    public static KubernetesRelease? Of(string? version) =>
        Form().Match(version ?? "") is { Success: true } match
            ? new KubernetesRelease(Number(match.Groups["major"].Value), Number(match.Groups["minor"].Value))
            : null;

    public int CompareTo(KubernetesRelease other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(KubernetesRelease left, KubernetesRelease right) => left.CompareTo(right) < 0;

    public static bool operator >(KubernetesRelease left, KubernetesRelease right) => left.CompareTo(right) > 0;

    public static bool operator <=(KubernetesRelease left, KubernetesRelease right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KubernetesRelease left, KubernetesRelease right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Major}.{Minor}";

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Av?(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})\+?(?:[.+-]|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
