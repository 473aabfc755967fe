using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GitOpsGen.Yaml;

/// <summary>Stands for values, wherever they were written: equal ones have the same texts under the same keys, in the same order.</summary>
public static class NodeDigest
{
    public static string Of(IEnumerable<YamlNode> nodes)
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 12);
        foreach (var node in nodes)
            Add(node, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    // Each says how long it is, so that no two that differ have the same bytes.
    private static void Add(YamlNode node, ArrayBufferWriter<byte> bytes)
    {
        switch (node)
        {
            case YamlScalar scalar:
                var text = scalar.Text;
                Begin(scalar.IsString ? 's' : 'p', Encoding.Unicode.GetByteCount(text), bytes);
                Encoding.Unicode.GetBytes(text, bytes);
                break;
            case YamlList list:
                Begin('l', list.Items.Count, bytes);
                foreach (var item in list.Items)
                    Add(item, bytes);
                break;
            case YamlMap map:
                Begin('m', map.Entries.Count, bytes);
                foreach (var (key, value) in map.Entries)
                {
                    Add(key, bytes);
                    Add(value, bytes);
                }

                break;
            default:
                Begin('u', 0, bytes);
                break;
        }
    }

    private static void Begin(char kind, int count, ArrayBufferWriter<byte> bytes)
    {
        var head = bytes.GetSpan(1 + sizeof(int));
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], count);
        bytes.Advance(1 + sizeof(int));
    }
}
