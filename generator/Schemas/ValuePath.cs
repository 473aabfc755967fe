using GitOpsGen.Kubernetes;

namespace GitOpsGen.Schemas;

/// <summary>The way from an object down to where a walk stands. It becomes a text only when there is something to say.</summary>
internal sealed class ValuePath
{
    private readonly Stack<(string? Key, int Index)> steps = new();

    public void Enter(string key) => steps.Push((key, 0));

    public void Enter(int index) => steps.Push((null, index));

    public void Leave() => steps.Pop();

    public override string ToString() =>
        steps
            .Reverse()
            .Aggregate(
                FieldPath.Root,
                (path, step) =>
                    step.Key is { } key ? path.Key(key) : path.Item(step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture))
            )
            .Text;
}
