using System.Buffers.Binary;

namespace Hub.Postal.Acts.Pictures;

/// <summary>
/// JPEG as of ITU-T T.81, sequential and progressive with Huffman coding, 8 bits: every scan is decoded to coefficients, block by block, up to the end of the
/// image. What cameras leave between segments and after the end is passed over, as every viewer does.
/// </summary>
internal ref struct JpegPicture(ReadOnlySpan<byte> jpeg)
{
    // A progressive picture has ten or so; each costs a walk over all blocks.
    private const int MostScans = 64;

    private readonly ReadOnlySpan<byte> _jpeg = jpeg;
    private readonly HuffmanTable?[] _tables = new HuffmanTable?[8];
    private JpegFrame? _frame;
    private int _at = 2;
    private int _restart;
    private int _quantised;
    private int _scans;

    public bool IsWhole()
    {
        while (NextMarker() is >= 0 and var marker)
        {
            switch (marker)
            {
                case 0xD9:
                    return _frame is { } frame && frame.Components.TrueForAll(component => component.IsSeen);
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    continue;
            }

            if (_at + 2 > _jpeg.Length || BinaryPrimitives.ReadUInt16BigEndian(_jpeg[_at..]) is var length && (length < 2 || _at + length > _jpeg.Length))
            {
                return false;
            }

            var body = _jpeg[(_at + 2)..(_at + length)];
            _at += length;
            var isFit = marker switch
            {
                0xC0 or 0xC1 or 0xC2 => _frame is null && (_frame = JpegFrame.Read(body, marker is 0xC2)) is not null,
                0xC4 => Huffman(body),
                0xDB => Quantisation(body),
                0xDD => body.Length == 2 && (_restart = BinaryPrimitives.ReadUInt16BigEndian(body)) >= 0,
                0xDA => Scan(body),
                // Lossless, hierarchical and arithmetic pictures no browser shows; the height is told in the frame.
                (>= 0xC3 and <= 0xCF) or 0xD8 or 0xDC => false,
                _ => true,
            };
            if (!isFit)
            {
                return false;
            }
        }

        return false;
    }

    /// <returns>-1 at the end of the bytes.</returns>
    private int NextMarker()
    {
        while (_at + 1 < _jpeg.Length)
        {
            if (_jpeg[_at++] == 0xFF && _jpeg[_at] is not (0x00 or 0xFF) and var marker)
            {
                _at++;
                return marker;
            }
        }

        return -1;
    }

    private readonly bool Huffman(ReadOnlySpan<byte> body)
    {
        while (body.Length >= 17)
        {
            if (HuffmanTable.Read(body[1..]) is not { } table || body[0] >> 4 > 1 || (body[0] & 15) > 3)
            {
                return false;
            }

            _tables[((body[0] >> 4) * 4) + (body[0] & 15)] = table;
            body = body[(17 + table.Count)..];
        }

        return body.IsEmpty;
    }

    private bool Quantisation(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            var length = 1 + (body[0] >> 4 == 0 ? 64 : 128);
            if (body[0] >> 4 > 1 || (body[0] & 15) > 3 || body.Length < length)
            {
                return false;
            }

            _quantised |= 1 << (body[0] & 15);
            body = body[length..];
        }

        return true;
    }

    private bool Scan(ReadOnlySpan<byte> body)
    {
        if (_frame is not { } frame || ++_scans > MostScans || body.IsEmpty || body[0] is < 1 or > 4 || body.Length != 4 + (2 * body[0]))
        {
            return false;
        }

        var scan = new JpegScan(_jpeg, _at, frame, _restart)
        {
            First = body[^3],
            Last = frame.IsProgressive ? body[^2] : 63,
            IsRefinement = frame.IsProgressive && body[^1] >> 4 != 0,
        };
        for (var i = 0; i < body[0]; i++)
        {
            var (id, tables) = (body[1 + (2 * i)], body[2 + (2 * i)]);
            if (frame.Components.Find(component => component.Id == id) is not { } component || tables >> 4 > 3 || (tables & 15) > 3
                || (_quantised & (1 << component.Quantiser)) == 0)
            {
                return false;
            }

            component.IsSeen |= scan.First == 0;
            scan.Parts.Add(new JpegPart(component, _tables[tables >> 4], _tables[4 + (tables & 15)]));
        }

        var isWhole = scan.IsFit && scan.Decode();
        _at = scan.At;
        return isWhole;
    }
}

/// <summary>A frame header, section B.2.2.</summary>
internal sealed class JpegFrame
{
    public List<JpegComponent> Components { get; } = [];

    public bool IsProgressive { get; private init; }

    /// <summary>Units of all components together, across and down.</summary>
    public int UnitsAcross { get; private set; }

    public int UnitsDown { get; private set; }

    public static JpegFrame? Read(ReadOnlySpan<byte> body, bool isProgressive)
    {
        if (body.Length < 9 || body[0] != 8 || body.Length != 6 + (3 * body[5]) || body[5] > 4)
        {
            return null;
        }

        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        var frame = new JpegFrame { IsProgressive = isProgressive };
        for (var rest = body[6..]; !rest.IsEmpty; rest = rest[3..])
        {
            var (across, down) = (rest[1] >> 4, rest[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || rest[2] > 3)
            {
                return null;
            }

            frame.Components.Add(new JpegComponent(rest[0], across, down, rest[2]));
        }

        if (width == 0 || height == 0 || (long)width * height > ProofPicture.MostPixels)
        {
            return null;
        }

        var (most, tallest) = (frame.Components.Max(each => each.Across), frame.Components.Max(each => each.Down));
        (frame.UnitsAcross, frame.UnitsDown) = (Ceiling(width, 8 * most), Ceiling(height, 8 * tallest));
        foreach (var component in frame.Components)
        {
            component.Measure(Ceiling(Ceiling(width * component.Across, most), 8), Ceiling(Ceiling(height * component.Down, tallest), 8), frame);
        }

        return frame;
    }

    private static int Ceiling(int value, int by) => (value + by - 1) / by;
}

/// <param name="Across">Blocks of a unit side by side.</param>
/// <param name="Down">And one below the other.</param>
internal sealed record JpegComponent(int Id, int Across, int Down, int Quantiser)
{
    public int BlocksAcross { get; private set; }

    public int BlocksDown { get; private set; }

    /// <summary>Blocks from one line to the next, those beyond the edge included.</summary>
    public int Stride { get; private set; }

    /// <summary>Of each block of a progressive picture, which coefficients are not zero: a refinement has a bit for each of them.</summary>
    public ulong[] NotZero { get; private set; } = [];

    public bool IsSeen { get; set; }

    public void Measure(int across, int down, JpegFrame frame)
    {
        (BlocksAcross, BlocksDown, Stride) = (across, down, frame.UnitsAcross * Across);
        NotZero = frame.IsProgressive ? new ulong[Stride * frame.UnitsDown * Down] : [];
    }
}

internal sealed record JpegPart(JpegComponent Component, HuffmanTable? Dc, HuffmanTable? Ac);
