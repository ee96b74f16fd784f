namespace Hub.Postal.Acts.Pictures;

/// <summary>One scan of a JPEG: its entropy-coded data, block by block (ITU-T T.81, annexes F.2 and G.2).</summary>
internal ref struct JpegScan(ReadOnlySpan<byte> jpeg, int at, JpegFrame frame, int restart)
{
    private readonly ReadOnlySpan<byte> _jpeg = jpeg;
    private int _bits;
    private int _left;
    private int _endRun;
    private bool _isTorn;

    public List<JpegPart> Parts { get; } = [];

    public required int First { get; init; }

    public required int Last { get; init; }

    public required bool IsRefinement { get; init; }

    public int At { get; private set; } = at;

    /// <summary>Whether the scan has what it needs: DC alone or one component's AC in a progressive picture, and the tables.</summary>
    public readonly bool IsFit => Last is >= 0 and <= 63 && First <= Last && (frame.IsProgressive
        ? First == 0 ? Last == 0 && (IsRefinement || Parts.TrueForAll(part => part.Dc is not null)) : Parts.Count == 1 && Parts[0].Ac is not null
        : Parts.TrueForAll(part => part.Dc is not null && part.Ac is not null));

    public bool Decode()
    {
        var single = Parts.Count == 1 ? Parts[0] : null;
        var (across, down) = single is null ? (frame.UnitsAcross, frame.UnitsDown) : (single.Component.BlocksAcross, single.Component.BlocksDown);
        for (var unit = 0; unit < across * down; unit++)
        {
            if (restart > 0 && unit > 0 && unit % restart == 0 && !Restart())
            {
                return false;
            }

            var isWhole = single is not null ? Block(single, unit % across, unit / across) : Unit(unit % across, unit / across);
            if (!isWhole || _isTorn)
            {
                return false;
            }
        }

        return true;
    }

    private bool Unit(int x, int y)
    {
        foreach (var part in Parts)
        {
            for (var i = 0; i < part.Component.Across * part.Component.Down; i++)
            {
                if (!Block(part, (x * part.Component.Across) + (i % part.Component.Across), (y * part.Component.Down) + (i / part.Component.Across)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Block(JpegPart part, int x, int y)
    {
        if (!frame.IsProgressive)
        {
            return Difference(part.Dc!) && Sequence(part.Ac!, 1);
        }

        if (First == 0)
        {
            return IsRefinement ? Bit() >= 0 : Difference(part.Dc!);
        }

        ref var notZero = ref part.Component.NotZero[(y * part.Component.Stride) + x];
        return IsRefinement ? Refine(part.Ac!, ref notZero) : Band(part.Ac!, ref notZero);
    }

    private bool Difference(HuffmanTable table) => Symbol(table) is >= 0 and <= 15 and var size && Skip(size);

    private bool Sequence(HuffmanTable table, int from)
    {
        for (var k = from; k < 64;)
        {
            var symbol = Symbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (symbol < 0)
            {
                return false;
            }

            if (size == 0)
            {
                if (run != 15)
                {
                    return true;
                }

                k += 16;
                continue;
            }

            k += run;
            if (k > 63 || !Skip(size))
            {
                return false;
            }

            k++;
        }

        return true;
    }

    private bool Band(HuffmanTable table, ref ulong notZero)
    {
        if (_endRun > 0)
        {
            _endRun--;
            return true;
        }

        for (var k = First; k <= Last;)
        {
            var symbol = Symbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (symbol < 0)
            {
                return false;
            }

            if (size == 0)
            {
                if (run < 15)
                {
                    return EndRun(run) && _endRun-- > 0;
                }

                k += 16;
                continue;
            }

            k += run;
            if (k > 63 || !Skip(size))
            {
                return false;
            }

            notZero |= 1UL << k++;
        }

        return true;
    }

    private bool Refine(HuffmanTable table, ref ulong notZero)
    {
        var k = First;
        while (_endRun == 0 && k <= Last)
        {
            var symbol = Symbol(table);
            var (run, size) = (symbol >> 4, symbol & 15);
            if (symbol < 0 || size > 1)
            {
                return false;
            }

            if (size == 0 && run < 15)
            {
                if (!EndRun(run))
                {
                    return false;
                }

                break;
            }

            if (size == 1 && Bit() < 0)
            {
                return false;
            }

            for (; k <= Last; k++)
            {
                if ((notZero & (1UL << k)) != 0)
                {
                    _ = Bit();
                }
                else if (--run < 0)
                {
                    break;
                }
            }

            if (size == 1 && k <= Last)
            {
                notZero |= 1UL << k;
            }

            k++;
        }

        if (_endRun > 0)
        {
            for (; k <= Last; k++)
            {
                if ((notZero & (1UL << k)) != 0)
                {
                    _ = Bit();
                }
            }

            _endRun--;
        }

        return !_isTorn;
    }

    /// <summary>So many blocks, this one included, have nothing more.</summary>
    private bool EndRun(int size)
    {
        _endRun = 1 << size;
        for (var bit = size - 1; bit >= 0; bit--)
        {
            _endRun += Math.Max(0, Bit()) << bit;
        }

        return !_isTorn;
    }

    private bool Restart()
    {
        (_left, _endRun) = (0, 0);
        while (At + 1 < _jpeg.Length && _jpeg[At] == 0xFF)
        {
            At++;
            if (_jpeg[At] is >= 0xD0 and <= 0xD7)
            {
                At++;
                return true;
            }
        }

        return false;
    }

    private int Symbol(HuffmanTable table)
    {
        var code = 0;
        for (var length = 1; length <= 16; length++)
        {
            if (Bit() is not (>= 0 and var bit))
            {
                return -1;
            }

            code = (code << 1) | bit;
            if (table.Find(code, length) is >= 0 and var symbol)
            {
                return symbol;
            }
        }

        return -1;
    }

    private bool Skip(int bits)
    {
        for (; bits > 0; bits--)
        {
            _ = Bit();
        }

        return !_isTorn;
    }

    /// <returns>-1 where a marker, or the end, stands instead.</returns>
    private int Bit()
    {
        if (_left == 0)
        {
            if (_isTorn || At >= _jpeg.Length || (_jpeg[At] == 0xFF && (At + 1 >= _jpeg.Length || _jpeg[At + 1] != 0)))
            {
                _isTorn = true;
                return -1;
            }

            _bits = _jpeg[At];
            At += _bits == 0xFF ? 2 : 1;
            _left = 8;
        }

        return (_bits >> --_left) & 1;
    }
}

/// <summary>A Huffman table, section C.2.</summary>
internal sealed class HuffmanTable
{
    private readonly int[] _last = new int[17];
    private readonly int[] _offset = new int[17];
    private byte[] _symbols = [];

    /// <summary>Symbols in it.</summary>
    public int Count => _symbols.Length;

    /// <param name="body">Sixteen counts by length, then the symbols; more may follow.</param>
    public static HuffmanTable? Read(ReadOnlySpan<byte> body)
    {
        var table = new HuffmanTable();
        var (code, count) = (0, 0);
        for (var length = 1; length <= 16; length++)
        {
            table._offset[length] = count - code;
            (code, count) = (code + body[length - 1], count + body[length - 1]);
            table._last[length] = body[length - 1] == 0 ? -1 : code - 1;
            if (code > 1 << length)
            {
                return null;
            }

            code <<= 1;
        }

        if (count > 256 || body.Length < 16 + count)
        {
            return null;
        }

        table._symbols = body[16..(16 + count)].ToArray();
        return table;
    }

    /// <returns>-1 when no code of this length is this one.</returns>
    public int Find(int code, int length) => code <= _last[length] ? _symbols[code + _offset[length]] : -1;
}
