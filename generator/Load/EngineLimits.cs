using System.Globalization;
using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>How far one run of an engine may go.</summary>
/// <param name="Memory">Bytes, of the engine and what it starts.</param>
public sealed record EngineLimits(TimeSpan Time, long Memory)
{
    // Each with its unit and at most four digits, so that no pull request can take the limit away.
    public const string TimePattern = "^[1-9][0-9]{0,3}[sm]$";
    public const string MemoryPattern = "^[1-9][0-9]{0,3}[MG]i$";

    public static EngineLimits Default { get; } = new(TimeSpan.FromMinutes(5), 4L << 30);

    // No description may ask for more.
    private static readonly TimeSpan MostTime = TimeSpan.FromHours(1);
    private const long MostMemory = 64L << 30;

    /// <param name="limits">Null where nothing is said. What its shape refuses counts as not said.</param>
    public static EngineLimits Read(YamlMap? limits) =>
        new(
            Number(limits?.Text("engineTime"), 1) is var (time, unit)
                ? Least(TimeSpan.FromSeconds(time * (unit == "m" ? 60 : 1)), MostTime)
                : Default.Time,
            Number(limits?.Text("engineMemory"), 2) is var (memory, size)
                ? Math.Min(memory << (size == "Gi" ? 30 : 20), MostMemory)
                : Default.Memory
        );

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static (long Number, string Unit)? Number(string? text, int unit) =>
        text?.Length > unit
        && long.TryParse(text[..^unit], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and < 10_000
            ? (number, text[^unit..])
            : null;
}
