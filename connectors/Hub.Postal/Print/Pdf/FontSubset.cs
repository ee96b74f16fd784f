using System.Buffers;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>
/// The characters of one face that one document uses. Each character has a number of its own even where a font gives two the same glyph (as some
/// do for Đ and Ð), so that text taken out of the document is the text that went in.
/// </summary>
internal sealed class FontSubset(TrueTypeFace face, string name)
{
    private const int Replacement = 0xFFFD;
    private readonly Dictionary<int, int> _numbers = [];
    private readonly List<(int Glyph, int CodePoint)> _entries = [(0, Replacement)];

    /// <summary>Resource name on the pages.</summary>
    public string Name { get; } = name;

    public TrueTypeFace Face { get; } = face;

    /// <summary>Glyph of the face and the character it stands for; the first is the face's own "no such glyph".</summary>
    public IReadOnlyList<(int Glyph, int CodePoint)> Entries => _entries;

    /// <summary>In the unit of <paramref name="size"/>.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        var units = 0L;
        foreach (var rune in text.EnumerateRunes())
        {
            units += Face.Advance(_entries[Number(rune)].Glyph);
        }

        return units * size / Face.UnitsPerEm;
    }

    /// <summary>Writes the text as the hexadecimal string of a show operator.</summary>
    public void Write(IBufferWriter<byte> content, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var number = (ushort)Number(rune);
            var span = content.GetSpan(4);
            for (var digit = 0; digit < 4; digit++)
            {
                span[digit] = "0123456789ABCDEF"u8[(number >> (12 - (4 * digit))) & 0xF];
            }

            content.Advance(4);
        }
    }

    private int Number(Rune rune)
    {
        if (_numbers.TryGetValue(rune.Value, out var number))
        {
            return number;
        }

        var glyph = Face.Glyph(rune.Value);
        if (glyph == 0 && rune.Value != Replacement)
        {
            // A character the font lacks stays visible as the replacement sign, or else as the font's empty box.
            number = Face.Glyph(Replacement) == 0 ? 0 : Number(new Rune(Replacement));
        }
        else if (glyph != 0)
        {
            number = _entries.Count;
            _entries.Add((glyph, rune.Value));
        }

        _numbers.Add(rune.Value, number);
        return number;
    }
}
