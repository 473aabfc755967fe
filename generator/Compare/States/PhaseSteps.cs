using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Ownership;

namespace GitOpsGen.Compare.States;

/// <summary>Which apps take a step on their way to another namespace, told from their records.</summary>
public static class PhaseSteps
{
    public static async Task<ImmutableArray<string>> FindAsync(FleetSide old, FleetSide @new, CancellationToken cancellation)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        foreach (
            var record in @new
                .Paths.Where(path => !old.IsKnownSame(path, @new))
                .Select(FleetLayout.Read)
                .OfType<OwnedRecord>()
                .OrderBy(record => record.Path, StringComparer.Ordinal)
        )
            if ((await PhaseAsync(old, record, cancellation), await PhaseAsync(@new, record, cancellation)) is var (from, to) && from != to)
                steps.Add($"{record.Environment}/{record.App} goes from {from.Word()} to {to.Word()}");
        return [.. steps.Distinct(StringComparer.Ordinal)];
    }

    private static async Task<Phase> PhaseAsync(FleetSide side, OwnedRecord record, CancellationToken cancellation) =>
        PhaseWords.Read(
            await side.TextAsync(record.Path, cancellation) is { Length: > 0 } text
                ? OwnedFiles.Read(RepositoryPath.Parent(record.Path), text, new DiagnosticBag())?.Phase
                : null
        );
}
