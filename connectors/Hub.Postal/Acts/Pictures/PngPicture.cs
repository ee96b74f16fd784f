using System.Buffers.Binary;
using System.IO.Compression;

namespace Hub.Postal.Acts.Pictures;

/// <summary>PNG as of ISO/IEC 15948: chunks with their checksums, and all rows of the picture in the compressed data.</summary>
internal static class PngPicture
{
    private const long MostBytes = 256 * 1024 * 1024;
    private const int Frame = 12;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    // Of each pass of an interlaced picture: first column and row, step of columns and rows (section 8.2).
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsWhole(ReadOnlyMemory<byte> png)
    {
        using var data = new MemoryStream();
        Head? head = null;
        var hasColours = false;
        for (var rest = png.Span[Signature.Length..]; rest.Length >= Frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Frame || BinaryPrimitives.ReadUInt32BigEndian(rest[(int)(8 + length)..]) != Checksum(rest[4..(int)(8 + length)]))
            {
                return false;
            }

            var name = rest[4..8];
            var body = rest[8..(int)(8 + length)];
            rest = rest[(int)(Frame + length)..];
            if (head is null)
            {
                head = name.SequenceEqual("IHDR"u8) ? Head.Read(body) : null;
                if (head is null)
                {
                    return false;
                }
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                data.Write(body);
            }
            else if (name.SequenceEqual("PLTE"u8))
            {
                hasColours = body.Length is > 0 and <= 768 && body.Length % 3 == 0;
            }
            else if (name.SequenceEqual("IEND"u8))
            {
                data.Position = 0;
                return (hasColours || head.Colour != 3) && HasRows(data, head);
            }
        }

        return false;
    }

    private static bool HasRows(Stream data, Head head)
    {
        try
        {
            using var rows = new ZLibStream(data, CompressionMode.Decompress);
            return head.IsInterlaced
                ? Passes.All(pass => HasRows(rows, head, Steps(head.Width, pass.X, pass.StepX), Steps(head.Height, pass.Y, pass.StepY)))
                : HasRows(rows, head, head.Width, head.Height);
        }
        catch (Exception torn) when (torn is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    private static bool HasRows(Stream rows, Head head, int width, int height)
    {
        var row = new byte[width == 0 ? 0 : 1 + (int)(((long)width * head.BitsPerPixel + 7) / 8)];
        for (var i = 0; i < height && row.Length > 0; i++)
        {
            rows.ReadExactly(row);

            // How a row was filtered, section 9.2.
            if (row[0] > 4)
            {
                return false;
            }
        }

        return true;
    }

    private static int Steps(int size, int first, int step) => size <= first ? 0 : (size - first + step - 1) / step;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    // Annex D.
    private static uint Entry(int index)
    {
        var entry = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) != 0 ? 0xEDB88320 ^ (entry >> 1) : entry >> 1;
        }

        return entry;
    }

    private sealed record Head(int Width, int Height, int Colour, int BitsPerPixel, bool IsInterlaced)
    {
        /// <summary>Null where no picture can have such a head, or one too large.</summary>
        public static Head? Read(ReadOnlySpan<byte> body)
        {
            if (body.Length != 13 || body[10] != 0 || body[11] != 0 || body[12] > 1)
            {
                return null;
            }

            var (width, height, depth, colour) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]), body[8], body[9]);
            var samples = (colour, depth) switch
            {
                (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
                (2, 8 or 16) => 3,
                (4, 8 or 16) => 2,
                (6, 8 or 16) => 4,
                _ => 0,
            };
            return samples > 0 && width > 0 && height > 0 && (long)width * height <= ProofPicture.MostPixels && (long)width * height * samples * depth / 8 <= MostBytes
                ? new Head(width, height, colour, samples * depth, body[12] == 1)
                : null;
        }
    }
}
