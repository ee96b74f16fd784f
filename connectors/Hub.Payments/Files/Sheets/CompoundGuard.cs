using System.Buffers.Binary;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Sheets;

/// <summary>Looks through the sector chains of an XLS before a library follows them: one that leads back to itself would never end.</summary>
internal static class CompoundGuard
{
    private const int HeaderLength = 512;
    private const uint LastRegular = 0xFFFFFFFA;

    /// <exception cref="FileFaultException">A chain has a circle or leads out of the file.</exception>
    public static void Check(Stream stream)
    {
        stream.Position = 0;
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
        {
            throw Broken();
        }

        // A workbook of Excel 5 and older is no compound file; the library reads it straight through.
        if (!header.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            return;
        }

        var shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (shift is not (9 or 12))
        {
            throw Broken();
        }

        var sectors = Fat(stream, header, 1 << shift);
        var incoming = new bool[sectors.Length];
        foreach (var next in sectors)
        {
            // Two sectors that name the same next one make a circle or a crossing; a sound file has neither.
            if (next < LastRegular && (next >= sectors.Length || incoming[next]))
            {
                throw Broken();
            }

            if (next < LastRegular)
            {
                incoming[next] = true;
            }
        }

        CheckForRings(sectors, incoming);
    }

    // With one way into each sector, what is left after following every chain from its beginning are rings.
    private static void CheckForRings(uint[] sectors, bool[] incoming)
    {
        var seen = new bool[sectors.Length];
        for (var start = 0u; start < sectors.Length; start++)
        {
            for (var at = start; !incoming[start] && at < LastRegular && !seen[at]; at = sectors[at])
            {
                seen[at] = true;
            }
        }

        for (var at = 0; at < sectors.Length; at++)
        {
            if (!seen[at] && sectors[at] < LastRegular)
            {
                throw Broken();
            }
        }
    }

    private static uint[] Fat(Stream stream, byte[] header, int size)
    {
        var count = Math.Max(0, (stream.Length - 1) / size);
        var places = new List<uint>();
        for (var i = 0; i < 109; i++)
        {
            Take(places, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + (4 * i))));
        }

        var sector = new byte[size];
        var further = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(68));
        for (var hops = 0; further < LastRegular; hops++)
        {
            if (hops > count || !TryRead(stream, further, sector))
            {
                throw Broken();
            }

            for (var i = 0; i < (size / 4) - 1; i++)
            {
                Take(places, BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(4 * i)));
            }

            further = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(size - 4));
        }

        var fat = new uint[count];
        Array.Fill(fat, uint.MaxValue);
        for (var i = 0; i < places.Count && (long)i * size / 4 < count; i++)
        {
            if (!TryRead(stream, places[i], sector))
            {
                throw Broken();
            }

            for (var j = 0; j < size / 4 && ((long)i * size / 4) + j < count; j++)
            {
                fat[(i * size / 4) + j] = BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(4 * j));
            }
        }

        return fat;
    }

    private static void Take(List<uint> places, uint place)
    {
        if (place < LastRegular)
        {
            places.Add(place);
        }
    }

    private static bool TryRead(Stream stream, uint sector, byte[] into)
    {
        var at = ((long)sector + 1) * into.Length;
        if (at + 4 > stream.Length)
        {
            return false;
        }

        stream.Position = at;
        Array.Clear(into);
        return stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) > 0;
    }

    private static FileFaultException Broken() => new(new Place(1, 1), RefusalCodes.Format, ("Tệp Excel (.xls) hỏng; xuất lại từ ngân hàng", "The Excel file (.xls) is broken; export it again"));
}
