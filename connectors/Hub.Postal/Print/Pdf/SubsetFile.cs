using System.Buffers.Binary;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>The font file that is embedded: only the glyphs in use, numbered as in the document's text.</summary>
internal static class SubsetFile
{
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;

    public static byte[] Build(FontSubset subset)
    {
        var face = subset.Face;
        var glyphs = subset.Entries.Select(entry => entry.Glyph).ToList();
        var (outlines, offsets) = Outlines(face, glyphs);

        var metrics = new byte[4 * glyphs.Count];
        for (var index = 0; index < glyphs.Count; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * index), (ushort)face.Advance(glyphs[index]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((4 * index) + 2), face.LeftBearing(glyphs[index]));
        }

        var head = face.Table("head").ToArray();
        head.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = face.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        var maxp = face.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);

        // Sorted by tag, as the specification asks.
        return Assemble(
        [
            ("cvt ", face.Table("cvt ").ToArray()),
            ("fpgm", face.Table("fpgm").ToArray()),
            ("glyf", outlines),
            ("head", head),
            ("hhea", hhea),
            ("hmtx", metrics),
            ("loca", offsets),
            ("maxp", maxp),
            ("prep", face.Table("prep").ToArray()),
        ]);
    }

    /// <summary>Copies the outlines; the parts of a composed letter (ế is e, ^ and ´) are added behind the others and referred to by their new numbers.</summary>
    private static (byte[] Outlines, byte[] Offsets) Outlines(TrueTypeFace face, List<int> glyphs)
    {
        using var outlines = new MemoryStream();
        List<int> starts = [];
        Dictionary<int, int> parts = [];
        for (var index = 0; index < glyphs.Count; index++)
        {
            starts.Add((int)outlines.Length);
            var outline = face.Outline(glyphs[index]).ToArray();
            if (outline.Length > 0 && BinaryPrimitives.ReadInt16BigEndian(outline) < 0)
            {
                RenumberParts(outline, glyphs, parts);
            }

            outlines.Write(outline);
            outlines.Write(new byte[-outline.Length & 3]);
        }

        starts.Add((int)outlines.Length);
        var offsets = new byte[4 * starts.Count];
        for (var index = 0; index < starts.Count; index++)
        {
            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * index), starts[index]);
        }

        return (outlines.ToArray(), offsets);
    }

    private static void RenumberParts(byte[] outline, List<int> glyphs, Dictionary<int, int> parts)
    {
        for (int at = 10, flags = MoreComponents; (flags & MoreComponents) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var glyph = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            if (!parts.TryGetValue(glyph, out var number))
            {
                number = glyphs.Count;
                glyphs.Add(glyph);
                parts.Add(glyph, number);
            }

            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)number);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2)
                + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
        }
    }

    private static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        tables.RemoveAll(table => table.Data.Length == 0);
        var length = 12 + (16 * tables.Count);
        var file = new byte[length + tables.Sum(table => (table.Data.Length + 3) & ~3)];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        var head = 0;
        for (var index = 0; index < tables.Count; index++)
        {
            var (tag, data) = tables[index];
            var entry = file.AsSpan(12 + (16 * index));
            data.CopyTo(file, length);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(file.AsSpan(length, (data.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], length);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            head = tag == "head" ? length : head;
            length += (data.Length + 3) & ~3;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var sum = 0u;
        for (var at = 0; at < data.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(data[at..]));
        }

        return sum;
    }
}
