using System.Text.Json.Nodes;

namespace GitOpsGen.Doctor;

/// <summary>How well something is: <see cref="Problem"/> keeps a render from working, <see cref="Note"/> only something else.</summary>
public enum Health
{
    Ok,
    Note,
    Problem,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Area">tools, caches, access, fleet or prerequisites.</param>
/// <param name="Found">What is there, for people.</param>
/// <param name="ToDo">What mends it; null when nothing needs mending.</param>
public sealed record Finding(string Area, string Name, Health Health, string Found, string? ToDo = null)
{
    /// <summary>The same for programs.</summary>
    public JsonObject Data { get; init; } = [];
}
