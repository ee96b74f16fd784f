using System.Buffers;
using System.Text;

namespace Hub.Payments.Files;

/// <summary>What a file is, by its first bytes and never by its name.</summary>
public static class FileKind
{
    public const string Mt940 = "mt940";
    public const string Mt942 = "mt942";
    public const string Camt053 = "camt.053";
    public const string Camt052 = "camt.052";
    public const string Camt054 = "camt.054";
    public const string Xml = "xml";
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
    public const string Xls = "xls";
    public const string Empty = "empty";

    private const int Looked = 8 * 1024;

    /// <param name="stream">Seekable; left at its beginning.</param>
    public static string Of(Stream stream)
    {
        stream.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Looked);
        var head = buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, Looked), Looked, throwOnEndOfStream: false));
        var kind = Of(head);
        ArrayPool<byte>.Shared.Return(buffer);
        stream.Position = 0;
        return kind;
    }

    private static string Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]))
        {
            return Xlsx;
        }

        // A compound file, or the older workbooks that begin with a record of their own.
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]) || head.StartsWith<byte>([0x09, 0x08, 0x10, 0x00]) || head.StartsWith<byte>([0x09, 0x08, 0x08, 0x00]))
        {
            return Xls;
        }

        // Whatever the encoding, what tells the kinds apart is ASCII.
        var text = new StringBuilder(head.Length);
        foreach (var b in head)
        {
            if (b is not 0 and < 0x80)
            {
                text.Append((char)b);
            }
        }

        return OfText(text.ToString());
    }

    private static string OfText(string text)
    {
        var begin = text.AsSpan().TrimStart();
        if (begin.IsEmpty)
        {
            return Empty;
        }

        if (begin[0] == '<')
        {
            return text.Contains("camt.053.", StringComparison.Ordinal) ? Camt053 : text.Contains("camt.052.", StringComparison.Ordinal) ? Camt052
                : text.Contains("camt.054.", StringComparison.Ordinal) ? Camt054 : Xml;
        }

        var isSwift = begin.StartsWith("{1:") || begin.StartsWith("{2:") || begin.StartsWith("{4:") || begin.StartsWith(":20:") || text.Contains("\n:20:", StringComparison.Ordinal) || text.Contains("\r:20:", StringComparison.Ordinal);
        return !isSwift ? Csv
            : text.Contains(":60F:", StringComparison.Ordinal) || text.Contains(":60M:", StringComparison.Ordinal) ? Mt940
            : text.Contains("{2:O942", StringComparison.Ordinal) || text.Contains("{2:I942", StringComparison.Ordinal) || text.Contains(":34F:", StringComparison.Ordinal) ? Mt942
            : Mt940;
    }
}
