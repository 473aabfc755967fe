using GitOpsGen.Diagnostics;

namespace GitOpsGen.Schemas;

/// <summary>Something in a value that its schema does not allow.</summary>
/// <param name="Path">Such as <c>spec.template.spec.containers[0].image</c>; empty for the whole.</param>
public abstract record SchemaMistake(Position At, string Path);

/// <summary>A field that the schema does not have: the API server refuses it, or drops it without a word.</summary>
/// <param name="Path">Of the map that holds it.</param>
/// <param name="Known">The fields that it may have.</param>
public sealed record UnknownField(Position At, string Path, string Name, IReadOnlyCollection<string> Known) : SchemaMistake(At, Path);

/// <summary>A value of another type or form.</summary>
/// <param name="Trouble">The rest of a sentence after the field's name: <c>must be a text, but is a number</c>.</param>
/// <param name="Mend">A sentence of its own; empty where nothing more is to be said.</param>
public sealed record WrongValue(Position At, string Path, string Trouble, string Mend) : SchemaMistake(At, Path);

/// <summary>A field that must be there.</summary>
/// <param name="Path">Of the map that lacks it.</param>
/// <param name="Type">What it is to be, such as <c>a list</c>; empty where any.</param>
public sealed record MissingField(Position At, string Path, string Name, string Type) : SchemaMistake(At, Path);
