using System.Buffers;
using System.Text;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Text;

/// <summary>
/// The encoding of a text file, found by its bytes: a byte order mark, UTF-16 by its zeros, UTF-8 when every byte fits, else windows-1258, unless some bytes are
/// UTF-8 letters: then the file is damaged, and nothing in it is guessed.
/// </summary>
internal static class FileText
{
    private const int Chunk = 64 * 1024;

    static FileText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Windows1258 => Encoding.GetEncoding(1258, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>Lets readers of other libraries find the code pages too.</summary>
    public static void KnowCodePages()
    {
    }

    /// <param name="stream">Seekable; left at its beginning, behind a byte order mark.</param>
    /// <exception cref="FileFaultException">The bytes belong to no one encoding.</exception>
    public static Encoding Detect(Stream stream)
    {
        stream.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var head = buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, 256), 256, throwOnEndOfStream: false));
            if (Marked(head) is { } marked)
            {
                stream.Position = marked.Mark;
                if (marked.Encoding is not UTF8Encoding)
                {
                    return marked.Encoding;
                }

                return Scan(stream, buffer, marked.Mark) is { Invalid: > 0 } damaged ? throw Damaged(damaged.Line) : Rewound(stream, marked.Encoding, marked.Mark);
            }

            if (Unmarked(head) is { } wide)
            {
                return Rewound(stream, wide, 0);
            }

            var found = Scan(stream, buffer, 0);
            return found switch
            {
                { Invalid: 0 } => Rewound(stream, new UTF8Encoding(false, true), 0),
                { Letters: 0, Controls: 0 } => Rewound(stream, Windows1258, 0),
                _ => throw Damaged(found.Line),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Encoding Rewound(Stream stream, Encoding encoding, int position)
    {
        stream.Position = position;
        return encoding;
    }

    private static (Encoding Encoding, int Mark)? Marked(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false, true), 3),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), 2),
        _ => null,
    };

    // The tags, digits and separators that a file begins with are ASCII: in UTF-16 every other byte is zero.
    private static UnicodeEncoding? Unmarked(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head.Length % 2 != 0 && head.Length < 256)
        {
            return null;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
            {
                _ = i % 2 == 0 ? even++ : odd++;
            }
        }

        return even * 3 > head.Length && odd == 0 ? new UnicodeEncoding(true, false, true) : odd * 3 > head.Length && even == 0 ? new UnicodeEncoding(false, false, true) : null;
    }

    private static (long Letters, long Invalid, long Controls, int Line) Scan(Stream stream, byte[] buffer, long from)
    {
        stream.Position = from;
        var (letters, invalid, controls, line, lines, kept) = (0L, 0L, 0L, 0, 1, 0);
        while (true)
        {
            var read = stream.Read(buffer, kept, Chunk - kept);
            var chunk = buffer.AsSpan(0, kept + read);
            if (chunk.IsEmpty)
            {
                return (letters, invalid, controls, line);
            }

            if (Ascii.IsValid(chunk))
            {
                lines += chunk.Count((byte)'\n');
                kept = 0;
                continue;
            }

            var at = 0;
            while (at < chunk.Length)
            {
                var status = Rune.DecodeFromUtf8(chunk[at..], out _, out var length);
                if (status is OperationStatus.NeedMoreData && read > 0)
                {
                    break;
                }

                if (status is not OperationStatus.Done)
                {
                    line = invalid++ == 0 ? lines : line;
                    controls += chunk[at] is >= 0x80 and < 0xA0 and not (0x80 or 0x82 or 0x83 or 0x84 or 0x85 or 0x86 or 0x87 or 0x88 or 0x89 or 0x8B or 0x8C
                        or 0x91 or 0x92 or 0x93 or 0x94 or 0x95 or 0x96 or 0x97 or 0x98 or 0x99 or 0x9B or 0x9C or 0x9F) ? 1 : 0;
                    at++;
                    continue;
                }

                letters += length > 1 ? 1 : 0;
                lines += chunk[at] == '\n' ? 1 : 0;
                at += length;
                var rest = chunk[at..];
                var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is var end and >= 0 ? end : rest.Length;
                lines += rest[..plain].Count((byte)'\n');
                at += plain;
            }

            kept = chunk.Length - at;
            chunk[at..].CopyTo(buffer);
        }
    }

    private static FileFaultException Damaged(int line) => new(new Place(line, 1), RefusalCodes.Encoding,
        ("Có byte không thuộc bảng mã nào của tệp (UTF-8, UTF-16, windows-1258); xuất lại tệp từ ngân hàng", "Bytes that belong to no encoding of the file (UTF-8, UTF-16, windows-1258); export the file again"));
}
