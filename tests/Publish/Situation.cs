namespace GitOpsGen.Tests.Publish;

/// <summary>What a test holds of <c>publish</c>, for the table in docs/publish.md.</summary>
/// <param name="when">What publish finds.</param>
/// <param name="then">What happens.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SituationAttribute(string when, string then) : Attribute
{
    public string When { get; } = when;

    public string Then { get; } = then;
}
