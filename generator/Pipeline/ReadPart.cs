using GitOpsGen.Kubernetes;

namespace GitOpsGen.Pipeline;

/// <summary>A part of contents whose objects are nodes.</summary>
/// <param name="Size">Of the text that it was read from, in bytes.</param>
public sealed record ReadPart(ContentsPart Part, int Size)
{
    /// <summary>The part as it is kept until all are read, shown to who looks at one at a time.</summary>
    /// <param name="whole">What it is a part of, without parts.</param>
    public ContentsPart Shown(ClusterContents whole, Action<ClusterContents> each)
    {
        each(whole with { Parts = [Part] });
        return Part with { Objects = Part.Objects.Packed(Size) };
    }
}
