using System.Text;
using System.Text.Unicode;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>A file of text as UTF-8. A byte that is none is refused where it stands: the runtime would put the replacement character in its place, and that would be kept.</summary>
internal static class StrictText
{
    private const string Input = "-";

    /// <param name="file">A path; <c>-</c> is standard input.</param>
    /// <returns>Without a byte order mark.</returns>
    /// <exception cref="UsageException">The file cannot be read, is too large or is not UTF-8; the message names line and column.</exception>
    public static ReadOnlyMemory<byte> Bytes(string file, long maxBytes)
    {
        var bytes = Raw(file, maxBytes);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new UsageException($"{file}:1:1: tệp là UTF-16; hãy lưu lại dạng UTF-8 / the file is UTF-16; save it as UTF-8");
        }

        if (!Utf8.IsValid(bytes))
        {
            var at = FirstWrong(bytes);
            var before = bytes.AsSpan(0, at);
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            throw new UsageException($"{file}:{line}:{column}: byte 0x{bytes[at]:X2} không phải UTF-8; hãy lưu lại tệp dạng UTF-8 / the byte 0x{bytes[at]:X2} is not UTF-8; save the file as UTF-8");
        }

        return bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;
    }

    private static byte[] Raw(string file, long maxBytes)
    {
        try
        {
            using var stream = file == Input ? Console.OpenStandardInput() : File.OpenRead(file);
            using var all = new MemoryStream();
            var piece = new byte[64 * 1024];
            for (var read = stream.Read(piece); read > 0; read = stream.Read(piece))
            {
                all.Write(piece, 0, read);
                if (all.Length > maxBytes)
                {
                    throw new UsageException($"{file}: tệp lớn hơn {maxBytes / 1024 / 1024} MB; kiểm tra có đúng tệp không / the file is larger than {maxBytes / 1024 / 1024} MB; see whether it is the right one");
                }
            }

            return all.ToArray();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: không đọc được tệp / the file cannot be read");
        }
    }

    private static int FirstWrong(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) is System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }
}
