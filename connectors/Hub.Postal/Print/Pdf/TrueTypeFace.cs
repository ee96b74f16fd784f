using System.Buffers.Binary;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>A TrueType file (OpenType specification 1.9, <c>glyf</c> outlines) as far as printing needs it: glyphs, widths, outlines.</summary>
internal sealed class TrueTypeFace
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _glyphs = new ushort[0x10000];
    private readonly int[] _outlines;
    private readonly int _metrics;

    /// <exception cref="InvalidDataException">The file is no TrueType font with <c>glyf</c> outlines and a Unicode <c>cmap</c>.</exception>
    public TrueTypeFace(byte[] file)
    {
        _file = file;
        try
        {
            if (U32(0) is not (0x00010000 or 0x74727565))
            {
                throw new InvalidDataException("no TrueType outlines");
            }

            for (var index = 0; index < U16(4); index++)
            {
                var entry = 12 + (16 * index);
                var (offset, length) = (checked((int)U32(entry + 8)), checked((int)U32(entry + 12)));
                // Throws where a table ends beyond the file.
                _ = _file.AsSpan(offset, length);
                _tables[Encoding.ASCII.GetString(_file, entry, 4)] = (offset, length);
            }

            UnitsPerEm = U16(Start("head") + 18);
            _metrics = U16(Start("hhea") + 34);
            _outlines = ReadOutlines(U16(Start("maxp") + 4), U16(Start("head") + 50) == 1);
            ReadCharacters();
        }
        catch (Exception problem) when (problem is ArgumentException or IndexOutOfRangeException or KeyNotFoundException or OverflowException)
        {
            throw new InvalidDataException("a damaged font file", problem);
        }
    }

    public int UnitsPerEm { get; }

    /// <summary>Of the whole font, in font units: left, bottom, right, top.</summary>
    public (short Left, short Bottom, short Right, short Top) Bounds =>
        (I16(Start("head") + 36), I16(Start("head") + 38), I16(Start("head") + 40), I16(Start("head") + 42));

    public short Ascent => I16(Start("hhea") + 4);

    public short Descent => I16(Start("hhea") + 6);

    /// <summary>0 when the font has no glyph for it. Characters beyond U+FFFF count as absent: no Vietnamese text needs one.</summary>
    public int Glyph(int codePoint) => codePoint < _glyphs.Length ? _glyphs[codePoint] : 0;

    /// <summary>In font units.</summary>
    public int Advance(int glyph) => U16(Start("hmtx") + (4 * Math.Min(glyph, _metrics - 1)));

    public short LeftBearing(int glyph) => glyph < _metrics
        ? I16(Start("hmtx") + (4 * glyph) + 2)
        : I16(Start("hmtx") + (4 * _metrics) + (2 * (glyph - _metrics)));

    /// <summary>Empty for a space.</summary>
    public ReadOnlySpan<byte> Outline(int glyph) =>
        _file.AsSpan(Start("glyf") + _outlines[glyph], _outlines[glyph + 1] - _outlines[glyph]);

    /// <summary>A table as it stands in the file; empty when there is none.</summary>
    public ReadOnlySpan<byte> Table(string tag) => _tables.TryGetValue(tag, out var table) ? _file.AsSpan(table.Offset, table.Length) : [];

    private int[] ReadOutlines(int glyphs, bool wide)
    {
        var loca = Start("loca");
        var outlines = new int[glyphs + 1];
        for (var glyph = 0; glyph <= glyphs; glyph++)
        {
            outlines[glyph] = wide ? checked((int)U32(loca + (4 * glyph))) : 2 * U16(loca + (2 * glyph));
        }

        return outlines;
    }

    /// <summary>Format 4, which every font with a Unicode <c>cmap</c> has for the first 65,536 characters.</summary>
    private void ReadCharacters()
    {
        var cmap = Start("cmap");
        var table = Enumerable.Range(0, U16(cmap + 2))
            .Select(index => cmap + 4 + (8 * index))
            .Where(entry => (U16(entry), U16(entry + 2)) is (3, 1) or (0, _))
            .Select(entry => cmap + (int)U32(entry + 4))
            .FirstOrDefault(offset => U16(offset) == 4);
        if (table == 0)
        {
            throw new InvalidDataException("no Unicode cmap of format 4");
        }

        var segments = U16(table + 6) / 2;
        for (var segment = 0; segment < segments; segment++)
        {
            var end = U16(table + 14 + (2 * segment));
            var start = U16(table + 16 + (2 * (segments + segment)));
            var delta = U16(table + 16 + (2 * ((2 * segments) + segment)));
            var rangeAt = table + 16 + (2 * ((3 * segments) + segment));
            var range = U16(rangeAt);
            for (var character = start; character <= end && character < 0xFFFF; character++)
            {
                var glyph = range == 0 ? character : U16(rangeAt + range + (2 * (character - start)));
                _glyphs[character] = range != 0 && glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
            }
        }
    }

    private int Start(string tag) => _tables[tag].Offset;

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
