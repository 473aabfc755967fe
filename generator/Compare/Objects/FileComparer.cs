using System.Text;
using System.Text.Unicode;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>Compares one manifest file on two sides, object by object.</summary>
public static class FileComparer
{
    /// <summary>What differs; the bag tells where a side is not YAML, and then nothing of the file can be told.</summary>
    public static IReadOnlyList<ObjectChange> Compare(
        Place place,
        ReadOnlyMemory<byte> old,
        ReadOnlyMemory<byte> @new,
        DiagnosticBag oldBag,
        DiagnosticBag newBag
    )
    {
        if (!IsText(place, old, oldBag) | !IsText(place, @new, newBag))
            return [Unreadable(place)];
        var (onlyOld, onlyNew) = DocumentBytes.Differing(old, @new);
        var left = Manifests.Read(place.Path, onlyOld, oldBag);
        var right = Manifests.Read(place.Path, onlyNew, newBag);
        return left is null || right is null
            ? [Unreadable(place)]
            : CopiedObjects.Find([.. Objects(place, left.Objects, right.Objects)], @new, place.Path);
    }

    /// <summary>Compares what a chart is given; an empty side gives it nothing.</summary>
    public static IReadOnlyList<ObjectChange> Values(
        Place place,
        ReadOnlyMemory<byte> old,
        ReadOnlyMemory<byte> @new,
        DiagnosticBag oldBag,
        DiagnosticBag newBag
    ) => Whole(place, old, @new, oldBag, newBag, (file, bag) => Values(place, file, bag));

    /// <summary>Compares what people are to set up; an empty side has no such document.</summary>
    public static IReadOnlyList<ObjectChange> Output(
        Place place,
        ReadOnlyMemory<byte> old,
        ReadOnlyMemory<byte> @new,
        DiagnosticBag oldBag,
        DiagnosticBag newBag
    ) => Whole(place, old, @new, oldBag, newBag, (file, bag) => IamDocument.Read(place.Path, RepositoryPath.Name(place.Path), file, bag));

    // The whole file is one thing.
    private static IReadOnlyList<ObjectChange> Whole(
        Place place,
        ReadOnlyMemory<byte> old,
        ReadOnlyMemory<byte> @new,
        DiagnosticBag oldBag,
        DiagnosticBag newBag,
        Func<ReadOnlyMemory<byte>, DiagnosticBag, Manifest?> read
    )
    {
        if (!IsText(place, old, oldBag) | !IsText(place, @new, newBag))
            return [Unreadable(place)];
        var left = read(old, oldBag);
        var right = read(@new, newBag);
        if ((left is null && old.Length > 0) || (right is null && @new.Length > 0))
            return [Unreadable(place)];
        return (left, right) switch
        {
            ({ } one, { } other) => ObjectChange.Between(place, one, other) is { } change ? [change] : [],
            ({ } one, null) => [ObjectChange.Removed(place, one)],
            (null, { } other) => [ObjectChange.Added(place, other)],
            _ => [],
        };
    }

    // Bytes that are no text would be read as the same, whatever they are.
    private static bool IsText(Place place, ReadOnlyMemory<byte> file, DiagnosticBag bag)
    {
        if (Utf8.IsValid(file.Span))
            return true;
        bag.Add(Messages.NotUtf8(FileTree.FirstBadByte(place.Path, file.ToArray())));
        return false;
    }

    private static Manifest? Values(Place place, ReadOnlyMemory<byte> file, DiagnosticBag bag) =>
        file.Length > 0 && YamlReader.ReadMap(place.Path, Encoding.UTF8.GetString(file.Span), bag) is { } map
            ? HelmValues.Of(place.App, map)
            : null;

    private static ObjectChange Unreadable(Place place) =>
        new(ChangeKind.Unreadable, place with { Object = new ObjectId("", "File", "", place.Path) }, null, null, []);

    // An object that a file holds twice is compared first with first, second with second.
    private static IEnumerable<ObjectChange> Objects(Place place, IReadOnlyList<Manifest> left, IReadOnlyList<Manifest> right)
    {
        var waiting = left.GroupBy(item => item.Id).ToDictionary(group => group.Key, group => new Queue<Manifest>(group));
        foreach (var item in right)
        {
            if (!waiting.TryGetValue(item.Id, out var queue) || queue.Count == 0)
                yield return ObjectChange.Added(place, item);
            else if (ObjectChange.Between(place, queue.Dequeue(), item) is { } change)
                yield return change;
        }

        foreach (var item in waiting.Values.SelectMany(queue => queue))
            yield return ObjectChange.Removed(place, item);
    }
}
