using System.Collections.Concurrent;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Files;
using GitOpsGen.Processes;
using GitOpsGen.Render;
using GitOpsGen.State;

namespace GitOpsGen.Engines.Kustomize.Fast;

/// <summary>
/// Builds staged overlays: the plain way, or with a description of our own, which gives the same bytes in a fifth of the time. Two locks
/// hold that: the engine has passed the <see cref="SelfTest"/>, and the first overlay of each shape is built both ways.
/// </summary>
/// <param name="schema">The description of our own.</param>
public sealed class KustomizeRuns(
    Engine kustomize,
    MergeSchema schema,
    FastBuilds fast,
    TrustedShapes shapes,
    Stage stage,
    DiagnosticBag diagnostics
)
{
    // What the self-test costs is saved by so many builds.
    private const int WorthATest = 12;

    private readonly EngineVerdicts verdicts = new(kustomize.Sha256, schema.Sha256);

    // By shape: whether the first overlay of it came out the same, as soon as that is known.
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> firsts = new(StringComparer.Ordinal);

    private bool IsTrusted => kustomize.Sha256.Length > 0 && verdicts.Known == true;

    /// <summary>The way of what rests on several builds, of which some may have been made fast.</summary>
    public string Way => fast != FastBuilds.None && IsTrusted ? verdicts.Name : BuildWay.Plain;

    /// <summary>
    /// Whether what was built this way is an answer for this run. What was built fast is none any more when the engine turned out, then or
    /// later, to build differently.
    /// </summary>
    public bool Takes(string way) => way is BuildWay.Plain || way == Way;

    /// <summary>Puts the engine to the test if nobody has, where so many builds are ahead that it pays.</summary>
    public async Task ExpectAsync(int builds, CancellationToken cancellation)
    {
        if (builds >= WorthATest && fast == FastBuilds.Made && kustomize.Sha256.Length > 0 && verdicts.Known is null)
            verdicts.Keep(await new SelfTest(schema).PassesAsync(kustomize, stage.NewFile(), cancellation));
    }

    /// <summary>Keeps what was found of shapes.</summary>
    public void Save() => shapes.Save();

    /// <param name="folder">Where <paramref name="overlay"/> is staged.</param>
    public async Task<BuildAnswer> BuildAsync(string folder, BuildTraits traits, Overlay overlay, CancellationToken cancellation)
    {
        if (traits.Against != PlainReasons.None || fast != FastBuilds.Made || !IsTrusted)
            return await PlainAsync(folder, traits, cancellation);
        var shape = Shape(traits);
        if (shapes.Contains(shape))
            return await FastAsync(folder, traits, cancellation) ?? await PlainAsync(folder, traits, cancellation);
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = firsts.GetOrAdd(shape, mine);
        if (first == mine)
            return await BothAsync(folder, traits, overlay, shape, mine, cancellation);
        return await first.Task && await FastAsync(folder, traits, cancellation) is { } answer
            ? answer
            : await PlainAsync(folder, traits, cancellation);
    }

    private string Shape(BuildTraits traits) =>
        Digest.OfText(string.Join('\n', [kustomize.Sha256, schema.Sha256, .. traits.Kinds, "", .. traits.Lists!]));

    private async Task<BuildAnswer> PlainAsync(string folder, BuildTraits traits, CancellationToken cancellation) =>
        new(await kustomize.BuildAsync(folder, traits.IsSmall, cancellation), BuildWay.Plain);

    /// <returns>Null when it failed: what is wrong is told by the plain build, in Kustomize's own words.</returns>
    private async Task<BuildAnswer?> FastAsync(string folder, BuildTraits traits, CancellationToken cancellation)
    {
        using var staged = SchemaFile.AddTo(folder, schema.Of(traits.Kinds));
        var result = await kustomize.BuildAsync(folder, traits.IsSmall, cancellation);
        // What ran too long would only run longer.
        return result.Succeeded || result.LimitExceeded is { Kind: ProcessLimit.Time } ? new BuildAnswer(result, verdicts.Name) : null;
    }

    private async Task<BuildAnswer> BothAsync(
        string folder,
        BuildTraits traits,
        Overlay overlay,
        string shape,
        TaskCompletionSource<bool> found,
        CancellationToken cancellation
    )
    {
        var isSame = false;
        try
        {
            var plain = await PlainAsync(folder, traits, cancellation);
            var ours = plain.Result.Succeeded ? (await FastAsync(folder, traits, cancellation))?.Result : null;
            isSame = ours is { Succeeded: true } && ours.Output.Span.SequenceEqual(plain.Result.Output.Span);
            if (isSame)
                shapes.Add(shape);
            else if (ours is { Succeeded: true })
                SwitchOff(overlay);
            return plain;
        }
        finally
        {
            found.SetResult(isSame);
        }
    }

    private void SwitchOff(Overlay overlay)
    {
        verdicts.Keep(false);
        diagnostics.Add(Messages.FastBuildDiffers(overlay.Unit.Deployment.At, overlay.Unit.Name, kustomize.Program));
    }
}
