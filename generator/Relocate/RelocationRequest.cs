using System.Collections.Immutable;

namespace GitOpsGen.Relocate;

/// <summary>What a move is asked for. It works on any folder, also one that is no fleet.</summary>
/// <param name="Root">The folder that is searched, absolute.</param>
/// <param name="From">The old namespace.</param>
/// <param name="To">The new namespace.</param>
/// <param name="Objects">Glob patterns (<c>*</c> and <c>?</c>) of the names of the objects that move.</param>
public sealed record RelocationRequest(string Root, string From, string To, ImmutableArray<string> Objects);
