using GitOpsGen.Files;
using GitOpsGen.Yaml;

namespace GitOpsGen.Validate.Inputs;

/// <summary>How packed values stand in a file: each with a digest of its own, by which it is known whole.</summary>
internal static class PackedFile
{
    public static void Write(BinaryWriter writer, string digest, PackedNodes nodes)
    {
        writer.Write(digest);
        writer.Write(Seal(digest, nodes));
        writer.Write(nodes.File);
        writer.Write(nodes.Count);
        writer.Write(nodes.Texts.Length);
        foreach (var text in nodes.Texts)
            writer.Write(text);
        writer.Write(nodes.Bytes.Length);
        writer.Write(nodes.Bytes);
    }

    /// <summary>Null for what is damaged.</summary>
    /// <exception cref="FormatException">Nobody knows where the next begins.</exception>
    public static (string Digest, PackedNodes Nodes)? Read(BinaryReader reader)
    {
        var (digest, seal, file, count) = (reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadInt32());
        var texts = new string[Length(reader)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = TextPool.Of(reader.ReadString());
        var bytes = reader.ReadBytes(Length(reader));
        var nodes = new PackedNodes(file, bytes, texts, count) { IsKept = true };
        return Seal(digest, nodes) == seal ? (digest, nodes) : null;
    }

    // No more than there is to read, whatever a damaged file says.
    private static int Length(BinaryReader reader) =>
        reader.ReadInt32() is >= 0 and var length && length <= reader.BaseStream.Length - reader.BaseStream.Position
            ? length
            : throw new FormatException("there is not as much as it says");

    private static string Seal(string digest, PackedNodes nodes) =>
        Digest.OfText($"{digest}\n{nodes.File}\n{nodes.Count}\n{string.Join('\n', nodes.Texts)}\n{Digest.OfBytes(nodes.Bytes)}");
}
