namespace GitOpsGen.Relocate.Sources;

/// <summary>How the mentions of a file are judged.</summary>
public enum FileKind
{
    Yaml,
    Template,
    Json,
    Dashboard,
    Document,
    Script,
    Code,
    Text,
}
