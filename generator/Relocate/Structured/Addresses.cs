namespace GitOpsGen.Relocate.Structured;

/// <summary>A Service and the addresses that name it go together.</summary>
internal static class Addresses
{
    /// <summary>None for a name with holes.</summary>
    public static string? Group(string service) =>
        service.Contains('*', StringComparison.Ordinal) || service.Length == 0 ? null : $"service:{service}";
}
