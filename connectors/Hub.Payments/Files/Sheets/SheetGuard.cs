using System.Buffers;
using System.IO.Compression;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Sheets;

/// <summary>Unpacks an XLSX once without keeping anything, so that no file that says it is small is unpacked into one that is not.</summary>
internal static class SheetGuard
{
    private const long MostUnpacked = 512L * 1024 * 1024;
    private const long MostShared = 128L * 1024 * 1024;
    private const int MostEntries = 2_000;
    private const int MostRatio = 200;

    // Short parts of nothing but repetition are normal.
    private const long RatioFrom = 4L * 1024 * 1024;

    /// <exception cref="FileFaultException">A limit is passed, the archive is broken, or it refers to other workbooks.</exception>
    public static void Check(Stream stream)
    {
        stream.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostEntries)
            {
                throw TooLarge();
            }

            var total = 0L;
            foreach (var entry in archive.Entries)
            {
                if (entry.FullName.Contains("externalLinks/", StringComparison.OrdinalIgnoreCase))
                {
                    throw new FileFaultException(new Place(1, 1), RefusalCodes.Format, ("Tệp Excel tham chiếu tệp khác; xuất lại dạng giá trị", "The Excel file refers to other files; export it with values only"));
                }

                total += Unpacked(entry, buffer, MostUnpacked - total);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new FileFaultException(new Place(1, 1), RefusalCodes.Format, ("Tệp Excel hỏng; xuất lại từ ngân hàng", "The Excel file is broken; export it again"));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Unpacked(ZipArchiveEntry entry, byte[] buffer, long most)
    {
        if (entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase))
        {
            most = Math.Min(most, MostShared);
        }

        using var content = entry.Open();
        var total = 0L;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            total += read;
            if (total > most || (total > RatioFrom && total / MostRatio > entry.CompressedLength))
            {
                throw TooLarge();
            }
        }

        return total;
    }

    private static FileFaultException TooLarge() => new(new Place(1, 1), RefusalCodes.Limit,
        ("Tệp Excel giải nén ra quá lớn; chia nhỏ hoặc xuất dạng CSV", "The Excel file unpacks to too much; split it or export it as CSV"));
}
