namespace GitOpsGen.Wiring;

/// <summary>What a reader should know of a wiring that holds.</summary>
/// <param name="Code">Such as <c>no-port-filter</c>.</param>
public sealed record WiringWarning(string Code, string Text)
{
    /// <summary>Two jobs, or two ways of one job, hit the same port of the same pods; the id of the rule that says so.</summary>
    public const string Twice = "SCR-003";

    public const string NoPortFilter = "no-port-filter";
    public const string InitContainer = "init-container-target";
    public const string WithoutPort = "target-without-port";
    public const string IngressIgnored = "ingress-ignored";
    public const string RegexMatch = "regex-match";
    public const string JobLabelMissing = "jobLabel-missing";
    public const string PartUnknown = "part-unknown";
}
