namespace GitOpsGen.ArgoCd;

/// <summary>What makes an Application one: without its project Argo CD does not tell a missing one from a forbidden one.</summary>
public sealed record ApplicationName(string Name, string Project, string Namespace);
