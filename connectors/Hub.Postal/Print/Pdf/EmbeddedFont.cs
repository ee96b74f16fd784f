using System.Globalization;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>A subset as a composite font (ISO 32000-1, 9.7): two bytes a character, and the table that gives the text back.</summary>
internal static class EmbeddedFont
{
    /// <returns>The number of the font's object.</returns>
    public static int Write(PdfObjects file, FontSubset subset)
    {
        var face = subset.Face;
        var name = $"HUBAA{subset.Name}+Hub{subset.Name}";
        int data = file.Reserve(), unicode = file.Reserve(), descriptor = file.Reserve(), descendant = file.Reserve(), font = file.Reserve();
        var embedded = SubsetFile.Build(subset);
        file.WriteStream(data, $"/Length1 {embedded.Length} ", embedded);
        file.WriteStream(unicode, "", Encoding.ASCII.GetBytes(UnicodeMap(subset)));
        var (left, bottom, right, top) = face.Bounds;
        file.Write(descriptor,
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{Scale(left)} {Scale(bottom)} {Scale(right)} {Scale(top)}] " +
            $"/ItalicAngle 0 /Ascent {Scale(face.Ascent)} /Descent {Scale(face.Descent)} /CapHeight 714 /StemV 80 /FontFile2 {data} 0 R >>");
        var widths = string.Join(' ', subset.Entries.Select(entry => Scale(face.Advance(entry.Glyph))));
        file.Write(descendant,
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " +
            $"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W [0 [{widths}]] >>");
        file.Write(font,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>");
        return font;

        int Scale(int units) => (int)Math.Round(units * 1000.0 / face.UnitsPerEm);
    }

    private static string UnicodeMap(FontSubset subset)
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        // No more than a hundred lines a block are allowed.
        foreach (var block in subset.Entries.Index().Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (number, (_, codePoint)) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <{codePoint:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
