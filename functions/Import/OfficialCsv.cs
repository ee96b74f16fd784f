using CsvHelper;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>A list as CSV, UTF-8, whose first line names the columns.</summary>
internal sealed class OfficialCsv(CsvReader csv, string file)
{
    // A list is sent whole, in one request.
    private const long MaxBytes = 12 * 1024 * 1024;

    /// <exception cref="UsageException">The file cannot be read, a column is missing or a cell is wrong; the message names line and column.</exception>
    public static IReadOnlyList<T> Read<T>(string file, IReadOnlyList<string> columns, Func<OfficialCsv, T> row)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes } large)
            {
                throw new UsageException($"{file}: tệp {large.Length / 1024 / 1024} MB, tối đa {MaxBytes / 1024 / 1024} MB; kiểm tra có đúng tệp danh mục không / the file has {large.Length / 1024 / 1024} MB, at most {MaxBytes / 1024 / 1024} MB are taken; see whether it is the list");
            }

            using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default with { TrackLineNumbers = true, MaxRecordSize = 1_000_000 });
            csv.ReadHeader();
            if (columns.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
            {
                throw new UsageException($"{file}:1: thiếu cột '{missing}'; cần có {string.Join(", ", columns)} / the column '{missing}' is missing");
            }

            var list = new List<T>();
            var line = new OfficialCsv(csv, file);
            while (csv.Read())
            {
                list.Add(row(line));
            }

            return list;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CsvFormatException or CsvValidationException)
        {
            throw new UsageException($"{file}: không đọc được danh mục: {unreadable.Message} / the list cannot be read");
        }
    }

    public string Needed(string column, Bilingual text) => Cell(column) ?? throw Wrong(column, text);

    public string? Cell(string column) => csv.GetString(column).Trim() is { Length: > 0 } text ? text : null;

    public string[] Parts(string column) => csv.GetString(column).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public UsageException Wrong(string column, Bilingual text) => new($"{file}:{csv.LineNumber} [{column}]: {text}");
}
